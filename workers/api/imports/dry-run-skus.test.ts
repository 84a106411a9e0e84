/** A dry run names the same SKUs as the run itself, those of our making too, however the file is cut into slices. */
import { describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { csv, finish, start } from '#tests/workers/imports.ts'

const goods = (Handle: string, sku = '') => ({ Handle, Title: Handle, 'Variant SKU': sku, 'Variant Price': '5' })

/** What the file says after another has been imported, by a dry run and by a real one. */
async function messages(before: string | null, file: string, products: number) {
  const store = await makeStore()
  if (before !== null) await finish(await start(store.db, before))
  const told = []
  for (const dryRun of [true, false]) {
    const queue = await start(store.db, file, dryRun)
    await finish(queue, { products })
    const rows = await store.db.drizzle.select().from(t.importRows).where(store.db.owned(t.importRows))
    told.push(
      rows
        .filter(({ importId }) => importId === queue.job.id)
        .map(({ line, code, message }) => `${line} ${code} ${message}`),
    )
  }
  return told
}

describe.each([400, 1])('in slices of %i', (products) => {
  test('a SKU that was made up before is another product’s', async () => {
    const file = csv([
      goods('tea-towel'),
      goods('other', 'TEA-TOWEL'),
      goods('third', 'OTHER'),
      goods('fourth', 'TEA-TOWEL'),
    ])
    const [dry, real] = await messages(null, file, products)
    expect(dry).toEqual(real)
    expect(real?.filter((row) => row.includes('sku_duplicate'))).toHaveLength(3)
  })

  test('a SKU that a product gives up is free for the next', async () => {
    const before = csv([goods('first', 'X'), goods('second', 'Y')])
    const [dry, real] = await messages(
      before,
      csv([goods('first', 'Z'), goods('second', 'X'), goods('third', 'Y')]),
      products,
    )
    expect(dry).toEqual(real)
    expect(real?.some((row) => row.includes('sku_duplicate'))).toBe(false)
  })
})
