ALTER TABLE `orders` ADD `gifts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `sender_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `recipient_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `message` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `send_at` integer;--> statement-breakpoint
CREATE INDEX `gift_cards_send_at` ON `gift_cards` (`disabled`,`send_at`) WHERE "gift_cards"."send_at" IS NOT NULL;