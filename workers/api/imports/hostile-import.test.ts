import { expect, test } from 'vitest'
import { makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { csv, finish, reportOf, start } from '#tests/workers/imports.ts'
import { request } from '#tests/workers/shopper.ts'

/** Counts how often `turn` comes to its end while the work goes on. */
async function turnsDuring(work: Promise<unknown>, turn: () => Promise<unknown> = async () => {}): Promise<number> {
  let isOver = false
  const watched = work.finally(() => {
    isOver = true
  })
  let turns = 0
  while (!isOver) {
    await turn()
    await scheduler.wait(0) // an answer from memory takes no turn
    turns += 1
  }
  await watched
  return turns
}

test('descriptions made to be slow keep nobody else waiting, and each ends as a line of the report', async () => {
  const [{ db }, other] = [await makeStore(), await makeStore()]
  const { slug } = await makeProduct(other.db, { slug: 'mug' })
  const slow = ['&amp;<table>', '<p><b><i>x', '<div>', '<a b="', '&', '<b><div>', `<a ${'a b '.repeat(90)}`]
  const rows = slow.map((text, index) => ({
    Handle: `product-${index}`,
    Title: 'Product',
    'Variant Price': '5',
    'Body (HTML)': text.repeat(Math.floor((60 * 1024) / text.length)),
  }))
  const queue = await start(db, csv(rows))
  const answers: number[] = []
  const turns = await turnsDuring(finish(queue), async () => {
    const { status } = await request(`/stores/${other.id}/products/${slug}`)
    answers.push(status)
  })
  expect(turns).toBeGreaterThanOrEqual(slow.length)
  expect(new Set(answers)).toEqual(new Set([200]))
  const { job, rows: report } = await reportOf(db, queue.job.id)
  expect(job.status).toBe('completed')
  expect(report).toEqual([
    '2 skipped description_invalid',
    '3 skipped description_invalid',
    '4 skipped description_invalid',
    '5 created',
    '6 skipped description_too_large',
    '7 skipped description_invalid',
    '8 created',
  ])
})

test('rows that are all wrong leave turns for others as well', async () => {
  const { db } = await makeStore()
  const count = 100
  const rows = Array.from({ length: count }, (_, index) => ({
    Handle: `product-${index}`,
    Title: 'Product',
    'Variant Price': 'none',
  }))
  const queue = await start(db, csv(rows))
  expect(await turnsDuring(finish(queue))).toBeGreaterThan(count / 2)
})
