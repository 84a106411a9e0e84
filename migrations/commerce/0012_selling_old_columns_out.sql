ALTER TABLE `orders` DROP COLUMN `tax_rate_bps`;--> statement-breakpoint
ALTER TABLE `shipping_rates` DROP COLUMN `price_minor`;--> statement-breakpoint
ALTER TABLE `stores` DROP COLUMN `countries`;--> statement-breakpoint
ALTER TABLE `stores` DROP COLUMN `tax_rate_bps`;