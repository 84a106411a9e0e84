ALTER TABLE `idempotency_keys` ADD `token` text;--> statement-breakpoint
ALTER TABLE `idempotency_keys` ADD `applied_at` integer;