DROP INDEX `prices_list`;--> statement-breakpoint
CREATE INDEX `prices_list` ON `prices` (`price_list_id`,`store_id`,`variant_id`,`min_quantity`);