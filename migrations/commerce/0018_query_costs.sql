DROP INDEX `prices_store_list`;--> statement-breakpoint
CREATE INDEX `prices_list` ON `prices` (`price_list_id`,`store_id`);--> statement-breakpoint
DROP INDEX `customer_group_members_group`;--> statement-breakpoint
CREATE INDEX `customer_group_members_group` ON `customer_group_members` (`group_id`,`store_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `stock_levels_elsewhere` ON `stock_levels` (`store_id`,`variant_id`) WHERE json_remove("stock_levels"."locations", '$.default') <> '{}';--> statement-breakpoint
CREATE INDEX `stock_subscriptions_store_email` ON `stock_subscriptions` (`store_id`,`email`);--> statement-breakpoint
CREATE INDEX `invitations_expiry` ON `invitations` (`expires_at`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_subject` ON `one_time_tokens` (`realm`,`subject_id`);--> statement-breakpoint
CREATE INDEX `one_time_tokens_store_email` ON `one_time_tokens` (`store_id`,lower("payload" ->> '$.email'));--> statement-breakpoint
CREATE INDEX `sessions_end` ON `sessions` (`ends_at`);--> statement-breakpoint
CREATE INDEX `import_jobs_unfinished` ON `import_jobs` (`updated_at`) WHERE "import_jobs"."status" IN ('queued', 'running');--> statement-breakpoint
CREATE INDEX `notifications_store_recipient` ON `notifications` (`store_id`,lower("recipient"),`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_store_recipient` ON `outbox` (`store_id`,lower("payload" ->> '$.recipient'));--> statement-breakpoint
CREATE INDEX `gift_cards_store_recipient` ON `gift_cards` (`store_id`,lower("recipient"));--> statement-breakpoint
CREATE INDEX `price_lists_group` ON `price_lists` (`customer_group_id`);