CREATE TABLE `erasures` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`event_ids` text NOT NULL,
	`created_at` integer NOT NULL
);
