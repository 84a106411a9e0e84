CREATE TABLE `import_keys` (
	`store_id` text NOT NULL,
	`import_id` text NOT NULL,
	`key` text NOT NULL,
	`line` integer NOT NULL,
	PRIMARY KEY(`store_id`, `import_id`, `key`),
	FOREIGN KEY (`import_id`) REFERENCES `import_jobs`(`id`) ON UPDATE no action ON DELETE no action
);
