CREATE TABLE `audit_log` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`actor_type` text NOT NULL,
	`actor_id` text,
	`target_type` text,
	`target_id` text,
	`store_id` text,
	`tenant_id` text,
	`address` text NOT NULL,
	`user_agent` text NOT NULL,
	`before` text,
	`after` text,
	`request_id` text NOT NULL,
	`sequence` integer,
	`hash` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_log_id` ON `audit_log` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `audit_log_sequence` ON `audit_log` (`sequence`);--> statement-breakpoint
CREATE INDEX `audit_log_store` ON `audit_log` (`store_id`,`position`);--> statement-breakpoint
CREATE INDEX `audit_log_tenant` ON `audit_log` (`tenant_id`,`position`);--> statement-breakpoint
CREATE INDEX `audit_log_unsealed` ON `audit_log` (`position`) WHERE "audit_log"."hash" IS NULL;--> statement-breakpoint
INSERT INTO audit_log (id, at, action, outcome, actor_type, target_type, target_id, store_id, address, user_agent, after, request_id)
  SELECT id, created_at, action, 'success', 'system', 'store', target, store_id, '', '', details, request_id
  FROM audit_log_before ORDER BY created_at, id;
--> statement-breakpoint
DROP TABLE audit_log_before;
--> statement-breakpoint
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '');
--> statement-breakpoint
-- Append-only: an entry is never deleted, and changes once, when the sealer gives it its sequence and hash.
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_log_seal_only BEFORE UPDATE ON audit_log
WHEN old.hash IS NOT NULL OR new.hash IS NULL OR new.sequence IS NULL
  OR new.position IS NOT old.position OR new.id IS NOT old.id OR new.at IS NOT old.at OR new.action IS NOT old.action
  OR new.outcome IS NOT old.outcome OR new.reason IS NOT old.reason OR new.actor_type IS NOT old.actor_type
  OR new.actor_id IS NOT old.actor_id OR new.target_type IS NOT old.target_type OR new.target_id IS NOT old.target_id
  OR new.store_id IS NOT old.store_id OR new.tenant_id IS NOT old.tenant_id OR new.address IS NOT old.address
  OR new.user_agent IS NOT old.user_agent OR new.before IS NOT old.before OR new.after IS NOT old.after
  OR new.request_id IS NOT old.request_id
BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON audit_head WHEN new.sequence <= old.sequence BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
