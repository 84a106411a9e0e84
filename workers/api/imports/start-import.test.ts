import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { csv, finish, reportOf, start } from '#tests/workers/imports.ts'
import { resumeStalledImports } from './start-import.ts'

const FILE = csv([{ Handle: 'a', Title: 'A', 'Variant Price': '5' }])

test('a job whose message was lost is sent again after two minutes, once, and ends', async () => {
  const { db } = await makeStore()
  const queue = await start(db, FILE)
  const lost = queue.messages.splice(0)
  const now = Date.now()
  expect(await resumeStalledImports(queue.env, now + 60_000)).toBe(0)
  expect(await resumeStalledImports(queue.env, now + 121_000)).toBe(1)
  expect(await resumeStalledImports(queue.env, now + 122_000)).toBe(0)
  expect(queue.messages).toEqual(lost)
  await finish(queue)
  expect((await reportOf(db, queue.job.id)).job).toMatchObject({ status: 'completed', created: 1 })
})

test('a job that has ended is left in peace', async () => {
  const { db } = await makeStore()
  const queue = await start(db, FILE)
  await finish(queue)
  await db.drizzle.update(t.importJobs).set({ updatedAt: 0 }).where(eq(t.importJobs.id, queue.job.id))
  expect(await resumeStalledImports(queue.env, Date.now())).toBe(0)
})
