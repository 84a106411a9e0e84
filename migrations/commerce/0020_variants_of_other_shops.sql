ALTER TABLE `variants` ADD `requires_shipping` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `variants` ADD `tax_category` text;--> statement-breakpoint
ALTER TABLE `variants` ADD `imported_policy` text;--> statement-breakpoint
ALTER TABLE `import_jobs` ADD `buyable` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `import_jobs` ADD `not_buyable` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `order_items` ADD `requires_shipping` integer DEFAULT true NOT NULL;