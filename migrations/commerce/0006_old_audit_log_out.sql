-- The log becomes a chain with other columns; what it holds so far is carried over by the next migration.
ALTER TABLE `audit_log` RENAME TO `audit_log_before`;
