-- REPLACE deletes what is in its way without a delete trigger: so nothing is written where something is, whatever the verb.
CREATE TRIGGER audit_log_append_only BEFORE INSERT ON audit_log
WHEN new.sequence IS NOT NULL OR new.hash IS NOT NULL
  OR EXISTS (SELECT 1 FROM audit_log WHERE position = new.position)
  OR EXISTS (SELECT 1 FROM audit_log WHERE id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_log_seal_once BEFORE UPDATE ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE sequence = new.sequence AND position <> old.position)
BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
--> statement-breakpoint
-- The head is one row from the beginning on: a chain without an end, or with two, would not be sealed any more.
CREATE TRIGGER audit_head_no_second BEFORE INSERT ON audit_head WHEN EXISTS (SELECT 1 FROM audit_head) BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_head_keeps_id BEFORE UPDATE ON audit_head WHEN new.id IS NOT old.id BEGIN
  SELECT RAISE(ABORT, 'The audit log is append-only');
END;
