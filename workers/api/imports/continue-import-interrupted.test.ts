import { describe, expect, test } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { failingAt } from '#tests/workers/frail.ts'
import { catalogueOf, csv, finish, reportOf, runImport, start, stockOf } from '#tests/workers/imports.ts'
import { continueImport } from './continue-import.ts'

describe('a job that is interrupted', () => {
  const file = csv(
    Array.from({ length: 7 }, (_, index) => ({
      Handle: `p-${index}`,
      Title: `P ${index}`,
      'Variant Price': index === 3 ? 'x' : 5,
      'Variant Inventory Qty': 2,
    })),
  )
  const more = file.replaceAll('"2"\n', '"5"\n')
  const all = ['2 created', '3 created', '4 created', '5 skipped price_invalid', '6 created', '7 created', '8 created']

  test('goes on where its last slice ended', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const limits = { products: 2 }
    for (let slices = 0; queue.messages.length > 0 && slices < 2; slices++) await finishOne(queue, limits)
    const half = await reportOf(db, queue.job.id)
    expect(half.job).toMatchObject({ status: 'running', created: 3, skipped: 1 })
    await finish(queue, limits)
    const whole = await reportOf(db, queue.job.id)
    expect(whole.rows).toEqual(all)
    expect(whole.job).toMatchObject({ status: 'completed', created: 6, unchanged: 0, skipped: 1 })
  })

  test('reports the truth when it died between the products and the end of the slice', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    const isEndOfSlice = (sql: string) => sql.includes('"import_keys"')
    const failing = { ...failingAt(isEndOfSlice, 'before'), IMPORTS: queue.env.IMPORTS }
    await expect(continueImport(failing, message)).rejects.toThrow('Network connection lost')
    expect((await reportOf(db, queue.job.id)).rows).toEqual(all.filter((row) => row.endsWith('created')))
    await finish(queue)
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(rows).toEqual(all)
    expect(job).toMatchObject({ status: 'completed', created: 6, updated: 0, unchanged: 0 })
    const { variants } = await catalogueOf(db)
    for (const { id } of variants) expect(await stockOf(db, id)).toBe(2)
  })

  test('sets stock once more when it died between a shelf and the note of it', async () => {
    const { db } = await makeStore()
    await runImport(db, file)
    const { variants } = await catalogueOf(db)
    for (const { id } of variants) expect(await stockOf(db, id)).toBe(2)
    const queue = await start(db, more)
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    const failing = {
      ...failingAt((sql) => sql.includes('imported_quantity = coalesce(wanted') && !sql.includes('EXISTS'), 'before'),
      IMPORTS: queue.env.IMPORTS,
    }
    await expect(continueImport(failing, message)).rejects.toThrow('Network connection lost')
    await finish(queue)
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(rows).toEqual(all.map((row) => row.replace('created', 'updated')))
    expect(job).toMatchObject({ status: 'completed', created: 0, updated: 6, unchanged: 0 })
    for (const { id } of variants) {
      expect(await stockOf(db, id)).toBe(5)
      const movements = await env.SKU_STOCK.getByName(`${db.storeId}:${id}`).movements(Number.MAX_SAFE_INTEGER, 10)
      expect(movements.map(({ quantity }) => quantity)).toEqual([3, 2])
    }
  })

  test('counts every product once when each message comes twice, at the same time and later', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const limits = { products: 2, variants: 99, pictures: 9, rows: 99, ms: 9_999 }
    for (let message = queue.messages.shift(); message; message = queue.messages.shift()) {
      await Promise.all([continueImport(queue.env, message, limits), continueImport(queue.env, message, limits)])
      if (queue.messages.length > 1) throw new Error('The job has multiplied')
    }
    await continueImport(queue.env, { store_id: db.storeId, import_id: queue.job.id })
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(rows).toEqual(all)
    expect(job).toMatchObject({ status: 'completed', created: 6, updated: 0, unchanged: 0, skipped: 1 })
    expect((await catalogueOf(db)).products).toHaveLength(6)
  })

  test('ends as failed, at its line, when it cannot get on', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const failing = { ...failingAt((sql) => sql.includes('INTO "products"'), 'before'), IMPORTS: queue.env.IMPORTS }
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    for (let attempt = 1; attempt <= 5; attempt++)
      await expect(continueImport(failing, message)).rejects.toThrow('Network connection lost')
    await continueImport(failing, message)
    const { job } = await reportOf(db, queue.job.id)
    expect(job).toMatchObject({ status: 'failed', failure: expect.stringContaining('line 2') })
    expect(await env.MEDIA.head(job.r2Key)).toBeNull()
  })

  test('ends at the line of the product that the database refuses, whatever came with it', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    await db.d1.exec(
      `CREATE TRIGGER refuse_p_4 BEFORE INSERT ON products WHEN new.slug = 'p-4' AND new.store_id = '${db.storeId}' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    )
    for (let message = queue.messages.shift(); message; message = queue.messages.shift()) {
      const again = message
      await continueImport(queue.env, message).catch(() => queue.messages.push(again))
    }
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(job).toMatchObject({ status: 'failed', failure: expect.stringContaining('line 6'), created: 3, skipped: 1 })
    expect(rows).toEqual(all.slice(0, 4))
    expect((await catalogueOf(db)).products.map(({ slug }) => slug)).toEqual(['p-0', 'p-1', 'p-2'])
  })
})

const finishOne = async (queue: Awaited<ReturnType<typeof start>>, limits: { products: number }) => {
  const message = queue.messages.shift()
  if (message) await continueImport(queue.env, message, { variants: 99, pictures: 9, rows: 99, ms: 9_999, ...limits })
}
