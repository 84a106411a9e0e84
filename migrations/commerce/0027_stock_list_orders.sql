DROP INDEX `stock_states_store_state`;--> statement-breakpoint
ALTER TABLE `stock_states` ADD `available` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `stock_states_state` ON `stock_states` (`store_id`,`state`,`available`,`variant_id`);--> statement-breakpoint
CREATE INDEX `stock_states_available` ON `stock_states` (`store_id`,`available`,`variant_id`);--> statement-breakpoint
CREATE INDEX `products_store_title` ON `products` (`store_id`,lower("title"),`id`);--> statement-breakpoint
-- Every variant has a state, so that lists of a state need no look at those without.
INSERT OR IGNORE INTO stock_states (store_id, variant_id, state, changed_at)
  SELECT store_id, id, 'out', updated_at FROM variants;
--> statement-breakpoint
UPDATE stock_states SET available = coalesce((
  SELECT sum(l.available) FROM stock_levels AS l
  WHERE l.store_id = stock_states.store_id AND l.variant_id = stock_states.variant_id), 0);
--> statement-breakpoint
-- The sum over the shards follows whoever writes a level.
CREATE TRIGGER stock_states_available_insert AFTER INSERT ON stock_levels BEGIN
  UPDATE stock_states SET available = (
    SELECT sum(available) FROM stock_levels WHERE store_id = new.store_id AND variant_id = new.variant_id)
  WHERE store_id = new.store_id AND variant_id = new.variant_id;
END;
--> statement-breakpoint
CREATE TRIGGER stock_states_available_update AFTER UPDATE OF available ON stock_levels
WHEN new.available IS NOT old.available BEGIN
  UPDATE stock_states SET available = (
    SELECT sum(available) FROM stock_levels WHERE store_id = new.store_id AND variant_id = new.variant_id)
  WHERE store_id = new.store_id AND variant_id = new.variant_id;
END;
--> statement-breakpoint
CREATE TRIGGER stock_states_available_delete AFTER DELETE ON stock_levels BEGIN
  UPDATE stock_states SET available = coalesce((
    SELECT sum(available) FROM stock_levels WHERE store_id = old.store_id AND variant_id = old.variant_id), 0)
  WHERE store_id = old.store_id AND variant_id = old.variant_id;
END;
