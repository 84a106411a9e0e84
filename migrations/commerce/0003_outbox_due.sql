ALTER TABLE `outbox` ADD `sends` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `failed_at` integer;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`,`created_at`);--> statement-breakpoint
UPDATE `outbox` SET `due_at` = `created_at` WHERE `sent_at` IS NULL;
