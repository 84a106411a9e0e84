-- Full-text index over products, kept by triggers. `store_id` is indexed as well, so that a search reads one store's
-- entries only. After a VACUUM: INSERT INTO products_fts(products_fts) VALUES ('rebuild').
CREATE VIRTUAL TABLE products_fts USING fts5(
  store_id, title, vendor, product_type, tags, description_text,
  content = 'products', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER products_fts_insert AFTER INSERT ON products BEGIN
  INSERT INTO products_fts (rowid, store_id, title, vendor, product_type, tags, description_text)
  VALUES (new.rowid, new.store_id, new.title, new.vendor, new.product_type, new.tags, new.description_text);
END;
--> statement-breakpoint
CREATE TRIGGER products_fts_delete AFTER DELETE ON products BEGIN
  INSERT INTO products_fts (products_fts, rowid, store_id, title, vendor, product_type, tags, description_text)
  VALUES ('delete', old.rowid, old.store_id, old.title, old.vendor, old.product_type, old.tags, old.description_text);
END;
--> statement-breakpoint
CREATE TRIGGER products_fts_update AFTER UPDATE OF title, vendor, product_type, tags, description_text ON products BEGIN
  INSERT INTO products_fts (products_fts, rowid, store_id, title, vendor, product_type, tags, description_text)
  VALUES ('delete', old.rowid, old.store_id, old.title, old.vendor, old.product_type, old.tags, old.description_text);
  INSERT INTO products_fts (rowid, store_id, title, vendor, product_type, tags, description_text)
  VALUES (new.rowid, new.store_id, new.title, new.vendor, new.product_type, new.tags, new.description_text);
END;
