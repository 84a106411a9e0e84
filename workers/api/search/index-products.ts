/** Puts products into the index of words as they are now: for writers that have no plan of the whole product, and the sweep. */

import type { StoreDb } from '../db/store-db.ts'
import { indexStatements, readSearchDocuments } from './search-index.ts'

export async function indexProducts(db: StoreDb, productIds: readonly string[]): Promise<void> {
  const [first, ...more] = indexStatements(db, await readSearchDocuments(db, productIds), { onlyStale: true })
  if (first) await db.drizzle.batch([first, ...more])
}
