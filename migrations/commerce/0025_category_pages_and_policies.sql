CREATE TABLE `store_policies` (
	`store_id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `kind`)
);
--> statement-breakpoint
DROP INDEX `categories_store_parent`;--> statement-breakpoint
CREATE INDEX `categories_store_parent` ON `categories` (`store_id`,`parent_id`,`position`,`name`);