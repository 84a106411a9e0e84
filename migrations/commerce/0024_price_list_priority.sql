-- One direction everywhere: the lowest priority number comes first, as with promotions. The order of each store's lists
-- stays: 0, where a list began, becomes 100, where one begins now, and whatever was above it counts down from there.
UPDATE price_lists SET priority = ranked.priority
FROM (
  SELECT id, 100 - iif(priority = 0, 0, dense_rank() OVER (PARTITION BY store_id, priority > 0 ORDER BY priority)) AS priority
  FROM price_lists
) AS ranked
WHERE ranked.id = price_lists.id;
