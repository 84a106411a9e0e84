CREATE TABLE `categories` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`parent_id` text,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`position` integer NOT NULL,
	`active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `categories_store_slug` ON `categories` (`store_id`,`slug`);--> statement-breakpoint
CREATE INDEX `categories_store_parent` ON `categories` (`store_id`,`parent_id`,`position`);--> statement-breakpoint
CREATE TABLE `product_categories` (
	`store_id` text NOT NULL,
	`category_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`store_id`, `category_id`, `product_id`),
	FOREIGN KEY (`category_id`) REFERENCES `categories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `product_categories_store_product` ON `product_categories` (`store_id`,`product_id`);--> statement-breakpoint
CREATE TABLE `product_images` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`product_id` text NOT NULL,
	`status` text NOT NULL,
	`r2_key` text,
	`source_url` text,
	`pending_reason` text,
	`alt` text NOT NULL,
	`position` integer NOT NULL,
	`content_type` text,
	`bytes` integer,
	`width` integer,
	`height` integer,
	`color` text,
	`option_values` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `product_images_store_product` ON `product_images` (`store_id`,`product_id`,`position`);--> statement-breakpoint
CREATE TABLE `product_options` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`product_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`values` text NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_options_store_product` ON `product_options` (`store_id`,`product_id`,`position`);--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`description_html` text NOT NULL,
	`description_text` text NOT NULL,
	`vendor` text NOT NULL,
	`product_type` text NOT NULL,
	`tags` text NOT NULL,
	`status` text NOT NULL,
	`featured` integer NOT NULL,
	`seo_title` text,
	`seo_description` text,
	`min_price_minor` integer NOT NULL,
	`max_price_minor` integer NOT NULL,
	`compare_at_minor` integer,
	`available` integer NOT NULL,
	`rating_sum` integer NOT NULL,
	`rating_count` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_store_slug` ON `products` (`store_id`,`slug`);--> statement-breakpoint
CREATE INDEX `products_store_featured` ON `products` (`store_id`,`status`,`featured`,`id`);--> statement-breakpoint
CREATE INDEX `products_store_newest` ON `products` (`store_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `products_store_price` ON `products` (`store_id`,`status`,`min_price_minor`,`id`);--> statement-breakpoint
CREATE INDEX `products_store_title` ON `products` (`store_id`,`status`,`title`,`id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`product_id` text NOT NULL,
	`rating` integer NOT NULL,
	`title` text NOT NULL,
	`comment` text NOT NULL,
	`author_name` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reviews_rating_1_to_5" CHECK("reviews"."rating" BETWEEN 1 AND 5)
);
--> statement-breakpoint
CREATE INDEX `reviews_store_product` ON `reviews` (`store_id`,`product_id`,`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `stock_levels` (
	`store_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`on_hand` integer NOT NULL,
	`held` integer NOT NULL,
	`sequence` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `variant_id`)
);
--> statement-breakpoint
CREATE TABLE `variants` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`product_id` text NOT NULL,
	`sku` text NOT NULL,
	`options` text NOT NULL,
	`price_minor` integer NOT NULL,
	`compare_at_minor` integer,
	`cost_minor` integer,
	`barcode` text,
	`weight_g` integer,
	`position` integer NOT NULL,
	`imported_quantity` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "variants_price_not_negative" CHECK("variants"."price_minor" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `variants_store_sku` ON `variants` (`store_id`,`sku`);--> statement-breakpoint
CREATE INDEX `variants_store_product` ON `variants` (`store_id`,`product_id`,`position`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`details` text NOT NULL,
	`request_id` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_store_newest` ON `audit_log` (`store_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`store_id` text NOT NULL,
	`principal` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer,
	`body` text,
	`locked_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `principal`, `route`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `import_jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`status` text NOT NULL,
	`format` text NOT NULL,
	`dry_run` integer NOT NULL,
	`r2_key` text NOT NULL,
	`cursor` text NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`skipped` integer NOT NULL,
	`images_pending` integer NOT NULL,
	`failure` text,
	`finished_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_jobs_store_newest` ON `import_jobs` (`store_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `import_rows` (
	`store_id` text NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`outcome` text NOT NULL,
	`slug` text,
	`code` text NOT NULL,
	`message` text NOT NULL,
	PRIMARY KEY(`store_id`, `import_id`, `line`, `outcome`, `code`),
	FOREIGN KEY (`import_id`) REFERENCES `import_jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`event_id` text NOT NULL,
	`event_type` text NOT NULL,
	`channel` text NOT NULL,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`body_html` text NOT NULL,
	`body_text` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`last_error` text,
	`lease_until` integer,
	`sent_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_store_event` ON `notifications` (`store_id`,`event_id`,`channel`,`recipient`);--> statement-breakpoint
CREATE INDEX `notifications_store_newest` ON `notifications` (`store_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`type` text NOT NULL,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_unsent` ON `outbox` (`sent_at`,`created_at`);--> statement-breakpoint
CREATE TABLE `processed_events` (
	`store_id` text NOT NULL,
	`consumer` text NOT NULL,
	`event_id` text NOT NULL,
	`processed_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `consumer`, `event_id`)
);
--> statement-breakpoint
CREATE TABLE `addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`address` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `addresses_store_customer` ON `addresses` (`store_id`,`customer_id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_store_email` ON `customers` (`store_id`,`email`);--> statement-breakpoint
CREATE TABLE `order_events` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`order_id` text NOT NULL,
	`type` text NOT NULL,
	`message` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_events_store_order` ON `order_events` (`store_id`,`order_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `order_items` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`order_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`product_slug` text NOT NULL,
	`title` text NOT NULL,
	`variant_title` text NOT NULL,
	`sku` text NOT NULL,
	`image_url` text,
	`quantity` integer NOT NULL,
	`unit_price_minor` integer NOT NULL,
	`line_total_minor` integer NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_items_quantity_positive" CHECK("order_items"."quantity" > 0)
);
--> statement-breakpoint
CREATE INDEX `order_items_store_order` ON `order_items` (`store_id`,`order_id`,`position`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`checkout_id` text NOT NULL,
	`number` integer NOT NULL,
	`customer_id` text NOT NULL,
	`status` text NOT NULL,
	`payment_status` text NOT NULL,
	`email` text NOT NULL,
	`shipping_address` text NOT NULL,
	`shipping_method` text NOT NULL,
	`payment_method` text NOT NULL,
	`currency` text NOT NULL,
	`subtotal_minor` integer NOT NULL,
	`shipping_minor` integer NOT NULL,
	`tax_minor` integer NOT NULL,
	`total_minor` integer NOT NULL,
	`tax_included` integer NOT NULL,
	`tax_rate_bps` integer NOT NULL,
	`placed_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "orders_total_not_negative" CHECK("orders"."total_minor" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_store_number` ON `orders` (`store_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `orders_store_checkout` ON `orders` (`store_id`,`checkout_id`);--> statement-breakpoint
CREATE INDEX `orders_store_customer` ON `orders` (`store_id`,`customer_id`,`placed_at`);--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`order_id` text NOT NULL,
	`provider` text NOT NULL,
	`provider_reference` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `payments_store_order` ON `payments` (`store_id`,`order_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_store_reference` ON `payments` (`store_id`,`provider`,`provider_reference`);--> statement-breakpoint
CREATE TABLE `test_payments` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`method` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `test_payments_store_key` ON `test_payments` (`store_id`,`idempotency_key`);--> statement-breakpoint
CREATE TABLE `domains` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`host` text NOT NULL,
	`verified_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `domains_host` ON `domains` (`host`);--> statement-breakpoint
CREATE INDEX `domains_store` ON `domains` (`store_id`);--> statement-breakpoint
CREATE TABLE `shipping_rates` (
	`store_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`price_minor` integer NOT NULL,
	`free_over_minor` integer,
	`position` integer NOT NULL,
	PRIMARY KEY(`store_id`, `id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `stores` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`tagline` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`locale` text NOT NULL,
	`country` text NOT NULL,
	`countries` text NOT NULL,
	`theme` text NOT NULL,
	`contact_email` text NOT NULL,
	`tax_inclusive` integer NOT NULL,
	`tax_rate_bps` integer NOT NULL,
	`catalogue_version` integer NOT NULL,
	`shard` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stores_slug` ON `stores` (`slug`);--> statement-breakpoint
CREATE INDEX `stores_tenant` ON `stores` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
