import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { storeColumn } from './columns.ts'

/**
 * A product's place in the index of words, `product_search` (FTS5, without the text itself: migration `search_documents`). Triggers
 * set `form` to 0 when what is searched has changed; whoever writes products indexes them in the same batch, and a sweep does what is
 * left, as it does with documents of an older form.
 */
export const searchDocuments = sqliteTable(
  'search_documents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }), // `rowid` of `product_search`
    storeId: storeColumn(),
    productId: text('product_id').notNull(),
    form: integer('form').notNull(), // SEARCH_FORM when it was indexed
  },
  (t) => [
    uniqueIndex('search_documents_store_product').on(t.storeId, t.productId),
    index('search_documents_form').on(t.form, t.id), // of all stores: for the sweep
  ],
)

/** Words of titles, kinds and tags under each of their shapes (`#domain/search-spelling`): what a mistyped word may mean. */
export const searchWords = sqliteTable(
  'search_words',
  {
    storeId: storeColumn(),
    shape: text('shape').notNull(),
    word: text('word').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.shape, t.word] })],
)
