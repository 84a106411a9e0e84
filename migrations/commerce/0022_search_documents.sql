CREATE TABLE `search_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`store_id` text NOT NULL,
	`product_id` text NOT NULL,
	`form` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_documents_store_product` ON `search_documents` (`store_id`,`product_id`);--> statement-breakpoint
CREATE INDEX `search_documents_form` ON `search_documents` (`form`,`id`);--> statement-breakpoint
CREATE TABLE `search_words` (
	`store_id` text NOT NULL,
	`shape` text NOT NULL,
	`word` text NOT NULL,
	PRIMARY KEY(`store_id`, `shape`, `word`)
) WITHOUT ROWID;
--> statement-breakpoint
-- The index of words over products. The Worker makes its tokens (`domain/search-text.ts`) and puts the store's key before each, so that
-- a search reads one store's entries only: the last eight characters of the store's id. The text itself is not kept.
CREATE VIRTUAL TABLE product_search USING fts5(
  title, codes, about, description,
  content = '', contentless_delete = 1, prefix = '10 11',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);
--> statement-breakpoint
-- Every product has a document; what is searched and was changed is to be indexed anew.
CREATE TRIGGER search_documents_product_insert AFTER INSERT ON products BEGIN
  INSERT INTO search_documents (store_id, product_id, form) VALUES (new.store_id, new.id, 0);
END;
--> statement-breakpoint
CREATE TRIGGER search_documents_product_update
AFTER UPDATE OF title, vendor, product_type, tags, description_text ON products
WHEN new.title IS NOT old.title OR new.vendor IS NOT old.vendor OR new.product_type IS NOT old.product_type
  OR new.tags IS NOT old.tags OR new.description_text IS NOT old.description_text BEGIN
  UPDATE search_documents SET form = 0 WHERE store_id = new.store_id AND product_id = new.id AND form <> 0;
END;
--> statement-breakpoint
CREATE TRIGGER search_documents_product_delete AFTER DELETE ON products BEGIN
  DELETE FROM product_search WHERE rowid =
    (SELECT id FROM search_documents WHERE store_id = old.store_id AND product_id = old.id);
  DELETE FROM search_documents WHERE store_id = old.store_id AND product_id = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER search_documents_variant_insert AFTER INSERT ON variants BEGIN
  UPDATE search_documents SET form = 0 WHERE store_id = new.store_id AND product_id = new.product_id AND form <> 0;
END;
--> statement-breakpoint
CREATE TRIGGER search_documents_variant_update AFTER UPDATE OF sku, barcode, options ON variants
WHEN new.sku IS NOT old.sku OR new.barcode IS NOT old.barcode OR new.options IS NOT old.options BEGIN
  UPDATE search_documents SET form = 0 WHERE store_id = new.store_id AND product_id = new.product_id AND form <> 0;
END;
--> statement-breakpoint
CREATE TRIGGER search_documents_variant_delete AFTER DELETE ON variants BEGIN
  UPDATE search_documents SET form = 0 WHERE store_id = old.store_id AND product_id = old.product_id AND form <> 0;
END;
--> statement-breakpoint
INSERT INTO search_documents (store_id, product_id, form) SELECT store_id, id, 0 FROM products ORDER BY id;
--> statement-breakpoint
-- What was there is found as it was before until the sweep of every minute has made its tokens: words between blanks and the usual
-- punctuation, and SKUs without hyphens.
INSERT INTO product_search (rowid, title, codes, about, description)
WITH texts AS (
  SELECT d.id, substr(p.store_id, -8) AS store_key, p.title, p.vendor || ' ' || p.product_type || ' ' || p.tags AS about,
    p.description_text AS description, coalesce((
      SELECT group_concat(replace(replace(replace(v.sku || ' ' || coalesce(v.barcode, ''), '-', ''), '_', ''), '.', ''), ' ')
      FROM variants AS v WHERE v.store_id = p.store_id AND v.product_id = p.id), '') AS codes
  FROM products AS p JOIN search_documents AS d ON d.store_id = p.store_id AND d.product_id = p.id
), parted AS (
  SELECT id, store_key, codes,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      title, ',', ' '), '.', ' '), '-', ' '), '/', ' '), '(', ' '), ')', ' '), ':', ' '), '"', ' '), '''', ' '), '’', ' '), '・', ' '), '　', ' ') AS title,
    replace(replace(replace(replace(replace(replace(replace(replace(
      about, '["', ' '), '"]', ' '), '","', ' '), '-', ' '), '/', ' '), '&', ' '), '''', ' '), '　', ' ') AS about,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      description, char(10), ' '), ',', ' '), '.', ' '), '-', ' '), '/', ' '), '(', ' '), ')', ' '), ':', ' '), '"', ' '), '''', ' '), '’', ' '), '。', ' '), '、', ' ') AS description
  FROM texts
)
SELECT id, store_key || replace(title, ' ', ' ' || store_key), store_key || replace(codes, ' ', ' ' || store_key),
  store_key || replace(about, ' ', ' ' || store_key), store_key || replace(description, ' ', ' ' || store_key)
FROM parted;
--> statement-breakpoint
DROP TRIGGER products_fts_insert;
--> statement-breakpoint
DROP TRIGGER products_fts_delete;
--> statement-breakpoint
DROP TRIGGER products_fts_update;
--> statement-breakpoint
DROP TABLE products_fts;
