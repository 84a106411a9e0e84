/**
 * The other half of `query-costs.test.ts`: what a message of a queue makes this Worker read does not grow with the store.
 * Files of every format are brought in through the queue's own handler, once with new products and once with known ones.
 */
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ImportMessage } from '#contract/import.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { reportOf, start } from '#tests/workers/imports.ts'
import { fillStore } from '#tests/workers/large-store.ts'
import { judge } from '#tests/workers/query-judge.ts'
import { metered } from '#tests/workers/query-meter.ts'
import { QUEUES_OF_WORKERS } from '#tests/workers/wrangler-files.ts'
import worker from './index.ts'

let store: Awaited<ReturnType<typeof makeStore>>
beforeAll(async () => {
  store = await makeStore()
  await fillStore(store)
})

type Started = Awaited<ReturnType<typeof start>>

/** As the queue does it: one message to a batch. Returns what became of each. */
async function deliverAll({ env: bindings, messages }: Started): Promise<string[]> {
  const results: string[] = []
  for (let body = messages.shift(); body; body = messages.shift()) {
    const message = { id: `message-${results.length}`, timestamp: new Date(), attempts: 1, body }
    const batch = createMessageBatch<ImportMessage>('tradewind-imports', [message])
    await worker.queue(batch, bindings)
    const { explicitAcks } = await getQueueResult(batch, createExecutionContext())
    results.push(explicitAcks.length === 1 ? 'ack' : 'retry')
  }
  return results
}

const HEAD = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Type,Image Src\n'
const FORMATS: Record<string, (quantity: number) => string> = {
  shopify: (quantity) =>
    HEAD +
    [1, 2, 3, 4, 5]
      .map((n) => `cost-${n},Cost ${n},Size,S,COST-${n},${quantity},9.50,Bags,https://cdn.example/${n}.png\n`)
      .join(''),
  dummyjson: (stock) =>
    JSON.stringify(
      [1, 2, 3, 4, 5].map((n) => ({
        id: n,
        title: `Dummy ${n}`,
        description: 'x',
        category: 'tops',
        price: 5,
        stock,
        sku: `DUMMY-${n}`,
        reviews: [{ rating: 4, comment: 'Good', date: '2025-04-30T09:41:02.053Z', reviewerName: 'Ann' }],
      })),
    ),
  tradewind: (quantity) =>
    JSON.stringify({
      format: 'tradewind-catalogue/1',
      store: { currency: 'USD' },
      categories: [{ slug: 'costs', name: 'Costs', parent: null, position: 1, description: '' }],
      products: [1, 2, 3, 4, 5].map((n) => ({
        slug: `own-${n}`,
        title: `Own ${n}`,
        description_html: '',
        vendor: '',
        product_type: '',
        tags: [],
        categories: ['costs'],
        featured: false,
        status: 'active',
        seo_title: null,
        seo_description: null,
        options: [{ name: 'Size', values: ['S'] }],
        images: [],
        variants: [
          {
            sku: `OWN-${n}`,
            options: ['S'],
            price_minor: 950,
            compare_at_minor: null,
            quantity,
            weight_g: 50,
            barcode: null,
          },
        ],
      })),
    }),
}

describe('a message of an import reads no more in a large store', () => {
  test.each(Object.entries(FORMATS))('%s', async (format, fileOf) => {
    const jobs: string[] = []
    const statements = await metered(async () => {
      for (const quantity of [3, 4]) {
        const started = await start(store.db, fileOf(quantity))
        jobs.push(started.job.id)
        expect(new Set(await deliverAll(started))).toEqual(new Set(['ack']))
      }
    })
    const reports = await Promise.all(jobs.map((id) => reportOf(store.db, id)))
    expect(reports.map(({ job }) => [job.format, job.status, job.created, job.updated + job.unchanged])).toEqual([
      [format, 'completed', 5, 0],
      [format, 'completed', 0, 5],
    ])
    expect(await judge(statements)).toEqual([])
  })

  test('one that comes again when its job is over, or names a job that is gone', async () => {
    const started = await start(store.db, FORMATS.shopify?.(3) ?? '', true)
    await deliverAll(started)
    const again = (import_id: string) => ({ store_id: store.id, import_id }) as ImportMessage
    started.messages.push(again(started.job.id), again(crypto.randomUUID()))
    const statements = await metered(async () => {
      expect(await deliverAll(started)).toEqual(['ack', 'ack'])
    })
    expect(statements).not.toEqual([])
    expect(await judge(statements)).toEqual([])
  })
})

test('every queue that this Worker consumes is covered', () => {
  expect(QUEUES_OF_WORKERS.api).toEqual(['tradewind-imports'])
  expect(env.IMPORTS).toBeDefined()
})
