CREATE TABLE `listing_counts` (
	`store_id` text NOT NULL,
	`category_id` text NOT NULL,
	`products` integer NOT NULL,
	`in_stock` integer NOT NULL,
	PRIMARY KEY(`store_id`, `category_id`)
);
--> statement-breakpoint
CREATE TABLE `product_listings` (
	`store_id` text NOT NULL,
	`product_id` text NOT NULL,
	`category_id` text NOT NULL,
	`featured` integer NOT NULL,
	`min_price_minor` integer NOT NULL,
	`max_price_minor` integer NOT NULL,
	`title` text NOT NULL,
	`in_stock` integer NOT NULL,
	PRIMARY KEY(`store_id`, `product_id`, `category_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `product_listings_featured` ON `product_listings` (`store_id`,`category_id`,`featured`,`product_id`,`min_price_minor`,`max_price_minor`);--> statement-breakpoint
CREATE INDEX `product_listings_newest` ON `product_listings` (`store_id`,`category_id`,`product_id`,`min_price_minor`,`max_price_minor`);--> statement-breakpoint
CREATE INDEX `product_listings_price` ON `product_listings` (`store_id`,`category_id`,`min_price_minor`,`product_id`,`max_price_minor`);--> statement-breakpoint
CREATE INDEX `product_listings_title` ON `product_listings` (`store_id`,`category_id`,`title`,`product_id`,`min_price_minor`,`max_price_minor`);--> statement-breakpoint
CREATE INDEX `product_listings_range` ON `product_listings` (`store_id`,`category_id`,`max_price_minor`) WHERE "product_listings"."min_price_minor" < "product_listings"."max_price_minor";--> statement-breakpoint
CREATE INDEX `product_listings_in_stock_featured` ON `product_listings` (`store_id`,`category_id`,`featured`,`product_id`,`min_price_minor`,`max_price_minor`) WHERE "product_listings"."in_stock" = 1;--> statement-breakpoint
CREATE INDEX `product_listings_in_stock_newest` ON `product_listings` (`store_id`,`category_id`,`product_id`,`min_price_minor`,`max_price_minor`) WHERE "product_listings"."in_stock" = 1;--> statement-breakpoint
CREATE INDEX `product_listings_in_stock_price` ON `product_listings` (`store_id`,`category_id`,`min_price_minor`,`product_id`,`max_price_minor`) WHERE "product_listings"."in_stock" = 1;--> statement-breakpoint
CREATE INDEX `product_listings_in_stock_title` ON `product_listings` (`store_id`,`category_id`,`title`,`product_id`,`min_price_minor`,`max_price_minor`) WHERE "product_listings"."in_stock" = 1;--> statement-breakpoint
DROP INDEX `products_store_featured`;--> statement-breakpoint
DROP INDEX `products_store_price`;--> statement-breakpoint
DROP INDEX `products_store_title`;--> statement-breakpoint
DROP INDEX `product_categories_store_product`;--> statement-breakpoint
CREATE INDEX `product_categories_store_product` ON `product_categories` (`store_id`,`product_id`,`position`,`category_id`);
--> statement-breakpoint
-- Counts follow the listings.
CREATE TRIGGER product_listings_insert AFTER INSERT ON product_listings BEGIN
  INSERT INTO listing_counts (store_id, category_id, products, in_stock)
  VALUES (new.store_id, new.category_id, 1, new.in_stock)
  ON CONFLICT DO UPDATE SET products = products + 1, in_stock = in_stock + new.in_stock;
END;
--> statement-breakpoint
CREATE TRIGGER product_listings_delete AFTER DELETE ON product_listings BEGIN
  UPDATE listing_counts SET products = products - 1, in_stock = in_stock - old.in_stock
  WHERE store_id = old.store_id AND category_id = old.category_id;
END;
--> statement-breakpoint
-- The one place that lists a product: an insert here lists it anew. The triggers below name the products.
CREATE VIEW products_to_list AS SELECT store_id, id AS product_id FROM products;
--> statement-breakpoint
CREATE TRIGGER products_to_list_insert INSTEAD OF INSERT ON products_to_list BEGIN
  DELETE FROM product_listings WHERE store_id = new.store_id AND product_id = new.product_id;
  INSERT INTO product_listings
    (store_id, product_id, category_id, featured, min_price_minor, max_price_minor, title, in_stock)
  WITH RECURSIVE shelf (id, parent_id) AS (
    SELECT c.id, c.parent_id
    FROM product_categories AS pc JOIN categories AS c ON c.id = pc.category_id AND c.active = 1
    WHERE pc.store_id = new.store_id AND pc.product_id = new.product_id
    UNION SELECT c.id, c.parent_id FROM shelf JOIN categories AS c ON c.id = shelf.parent_id AND c.active = 1
  )
  SELECT p.store_id, p.id, shelves.id, p.featured, p.min_price_minor, p.max_price_minor, p.title, p.available > 0
  FROM products AS p JOIN (SELECT '' AS id UNION ALL SELECT id FROM shelf) AS shelves
  WHERE p.id = new.product_id AND p.store_id = new.store_id AND p.status = 'active';
END;
--> statement-breakpoint
CREATE TRIGGER products_list_insert AFTER INSERT ON products WHEN new.status = 'active' BEGIN
  INSERT INTO products_to_list (store_id, product_id) VALUES (new.store_id, new.id);
END;
--> statement-breakpoint
CREATE TRIGGER products_list_update
AFTER UPDATE OF status, featured, min_price_minor, max_price_minor, title, available ON products
WHEN new.status IS NOT old.status OR new.featured IS NOT old.featured OR new.title IS NOT old.title
  OR new.min_price_minor IS NOT old.min_price_minor OR new.max_price_minor IS NOT old.max_price_minor
  OR (new.available > 0) IS NOT (old.available > 0) BEGIN
  INSERT INTO products_to_list (store_id, product_id) VALUES (new.store_id, new.id);
END;
--> statement-breakpoint
CREATE TRIGGER products_list_delete AFTER DELETE ON products BEGIN
  DELETE FROM product_listings WHERE store_id = old.store_id AND product_id = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER product_categories_list_insert AFTER INSERT ON product_categories BEGIN
  INSERT INTO products_to_list (store_id, product_id) VALUES (new.store_id, new.product_id);
END;
--> statement-breakpoint
CREATE TRIGGER product_categories_list_delete AFTER DELETE ON product_categories BEGIN
  INSERT INTO products_to_list (store_id, product_id) VALUES (old.store_id, old.product_id);
END;
-- A category that moves, opens, closes, comes or goes takes its whole branch with it.
--> statement-breakpoint
CREATE TRIGGER categories_list_update AFTER UPDATE OF parent_id, active ON categories
WHEN new.parent_id IS NOT old.parent_id OR new.active IS NOT old.active BEGIN
  INSERT INTO products_to_list (store_id, product_id)
  WITH RECURSIVE branch (id) AS (
    SELECT new.id
    UNION SELECT c.id FROM branch JOIN categories AS c ON c.store_id = new.store_id AND c.parent_id = branch.id
  )
  SELECT DISTINCT pc.store_id, pc.product_id FROM product_categories AS pc
  WHERE pc.store_id = new.store_id AND pc.category_id IN (SELECT id FROM branch);
END;
--> statement-breakpoint
CREATE TRIGGER categories_list_insert AFTER INSERT ON categories
WHEN EXISTS (SELECT 1 FROM categories AS c WHERE c.store_id = new.store_id AND c.parent_id = new.id) BEGIN
  INSERT INTO products_to_list (store_id, product_id)
  WITH RECURSIVE branch (id) AS (
    SELECT new.id
    UNION SELECT c.id FROM branch JOIN categories AS c ON c.store_id = new.store_id AND c.parent_id = branch.id
  )
  SELECT DISTINCT pc.store_id, pc.product_id FROM product_categories AS pc
  WHERE pc.store_id = new.store_id AND pc.category_id IN (SELECT id FROM branch);
END;
--> statement-breakpoint
CREATE TRIGGER categories_list_delete AFTER DELETE ON categories
WHEN EXISTS (SELECT 1 FROM categories AS c WHERE c.store_id = old.store_id AND c.parent_id = old.id) BEGIN
  INSERT INTO products_to_list (store_id, product_id)
  WITH RECURSIVE branch (id) AS (
    SELECT old.id
    UNION SELECT c.id FROM branch JOIN categories AS c ON c.store_id = old.store_id AND c.parent_id = branch.id
  )
  SELECT DISTINCT pc.store_id, pc.product_id FROM product_categories AS pc
  WHERE pc.store_id = old.store_id AND pc.category_id IN (SELECT id FROM branch);
END;
--> statement-breakpoint
INSERT INTO products_to_list (store_id, product_id) SELECT store_id, id FROM products;
