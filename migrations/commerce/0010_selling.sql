CREATE TABLE `stock_states` (
	`store_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`state` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `variant_id`)
);
--> statement-breakpoint
CREATE INDEX `stock_states_store_state` ON `stock_states` (`store_id`,`state`);--> statement-breakpoint
CREATE TABLE `stock_subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_subscriptions_store_variant_email` ON `stock_subscriptions` (`store_id`,`variant_id`,`email`);--> statement-breakpoint
CREATE TABLE `customer_carts` (
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `customer_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `customer_group_members` (
	`store_id` text NOT NULL,
	`group_id` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`store_id`, `customer_id`, `group_id`),
	FOREIGN KEY (`group_id`) REFERENCES `customer_groups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `customer_group_members_group` ON `customer_group_members` (`store_id`,`group_id`);--> statement-breakpoint
CREATE TABLE `customer_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_groups_store_name` ON `customer_groups` (`store_id`,`name`);--> statement-breakpoint
CREATE TABLE `gift_cards` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`last_four` text NOT NULL,
	`currency` text NOT NULL,
	`initial_minor` integer NOT NULL,
	`balance_minor` integer NOT NULL,
	`sequence` integer NOT NULL,
	`disabled` integer NOT NULL,
	`expires_at` integer,
	`recipient` text,
	`order_id` text,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gift_cards_store_code` ON `gift_cards` (`store_id`,`code_hash`);--> statement-breakpoint
CREATE INDEX `gift_cards_store_newest` ON `gift_cards` (`store_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `locations` (
	`store_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`address` text,
	`offers_pickup` integer NOT NULL,
	`pickup_note` text NOT NULL,
	`pickup_price_minor` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `price_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`customer_group_id` text,
	`active` integer NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`priority` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`customer_group_id`) REFERENCES `customer_groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `price_lists_store_name` ON `price_lists` (`store_id`,`name`);--> statement-breakpoint
CREATE TABLE `prices` (
	`store_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`price_list_id` text NOT NULL,
	`min_quantity` integer NOT NULL,
	`price_minor` integer NOT NULL,
	PRIMARY KEY(`store_id`, `variant_id`, `price_list_id`, `min_quantity`),
	FOREIGN KEY (`price_list_id`) REFERENCES `price_lists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `prices_store_list` ON `prices` (`store_id`,`price_list_id`);--> statement-breakpoint
CREATE TABLE `promotions` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`title` text NOT NULL,
	`code` text,
	`effect` text NOT NULL,
	`product_ids` text NOT NULL,
	`category_ids` text NOT NULL,
	`min_subtotal_minor` integer NOT NULL,
	`min_quantity` integer NOT NULL,
	`currency` text NOT NULL,
	`customer_group_ids` text NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`active` integer NOT NULL,
	`exclusive` integer NOT NULL,
	`priority` integer NOT NULL,
	`usage_limit` integer,
	`per_customer_limit` integer,
	`uses` integer DEFAULT 0 NOT NULL,
	`uses_sequence` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `promotions_store_code` ON `promotions` (`store_id`,`code`);--> statement-breakpoint
CREATE INDEX `promotions_store_newest` ON `promotions` (`store_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `shipping_zones` (
	`store_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`places` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`store_id`, `id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `tax_rates` (
	`store_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`region` text NOT NULL,
	`category` text NOT NULL,
	`rate_bps` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`store_id`, `id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_stock_levels` (
	`store_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`shard` integer DEFAULT 0 NOT NULL,
	`on_hand` integer NOT NULL,
	`held` integer NOT NULL,
	`owed` integer DEFAULT 0 NOT NULL,
	`safety_stock` integer DEFAULT 0 NOT NULL,
	`available` integer DEFAULT 0 NOT NULL,
	`backorderable` integer DEFAULT 0 NOT NULL,
	`low_stock_at` integer,
	`locations` text DEFAULT '{}' NOT NULL,
	`sequence` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `variant_id`, `shard`)
);
--> statement-breakpoint
INSERT INTO `__new_stock_levels`("store_id", "variant_id", "on_hand", "held", "available", "locations", "sequence", "updated_at") SELECT "store_id", "variant_id", "on_hand", "held", MAX(0, "on_hand" - "held"), json_object('default', "on_hand"), "sequence", "updated_at" FROM `stock_levels`;--> statement-breakpoint
DROP TABLE `stock_levels`;--> statement-breakpoint
ALTER TABLE `__new_stock_levels` RENAME TO `stock_levels`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `products` ADD `is_gift_card` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `tax_category` text DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `backorderable` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `variants` ADD `stock_shards` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `order_items` ADD `discount_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `order_items` ADD `taxes` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `order_items` ADD `is_gift_card` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `order_items` ADD `backordered` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `discount_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `gift_card_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `fulfillment_type` text DEFAULT 'shipping' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `location_id` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `taxes` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `discounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `gift_cards` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `explanation` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `zone_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `currency` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `basis` text DEFAULT 'flat' NOT NULL;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `steps` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `max_weight_g` integer;--> statement-breakpoint
ALTER TABLE `stores` ADD `currencies` text DEFAULT '[]' NOT NULL;