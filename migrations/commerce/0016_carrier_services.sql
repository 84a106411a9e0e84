ALTER TABLE `shipping_zones` ADD `rates_service` text;--> statement-breakpoint
ALTER TABLE `stores` ADD `tax_service` text;--> statement-breakpoint
ALTER TABLE `stores` ADD `service_secret` text;