ALTER TABLE `variants` ADD `tax_code` text;--> statement-breakpoint
ALTER TABLE `variants` ADD `unit_measure` text;