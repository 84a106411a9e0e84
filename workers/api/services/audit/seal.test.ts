import { describe, expect, test } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import { env } from '#tests/workers/fixtures.ts'
import { auditRow, systemTrail } from './record.ts'
import { sealAuditLog, verifyAuditLog } from './seal.ts'

const db = platformDb(env)
const write = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      auditRow(db, systemTrail(`r${i}`), { action: 'test.written', after: { i } }),
    ),
  )
const run = (sql: string) => env.DB.prepare(sql).run()

/** Somebody who owns the database and has taken the triggers out of the way. */
async function tamper(sql: string): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'",
  ).all<{
    name: string
    sql: string
  }>()
  for (const { name } of results) await run(`DROP TRIGGER ${name}`)
  await run(sql)
  for (const trigger of results) await run(trigger.sql)
}

/** Undoes what the test has done, so that the next one finds a chain that is whole. */
async function untamper(sql: string): Promise<void> {
  await tamper(sql)
  expect((await verifyAuditLog(env, 0)).ok).toBe(true)
}

describe('the audit log', () => {
  test('is sealed as one chain, however many seal it at once', async () => {
    await write(50)
    await Promise.all([
      sealAuditLog(env),
      sealAuditLog(env),
      sealAuditLog(env),
      write(30).then(() => sealAuditLog(env)),
    ])
    await sealAuditLog(env)
    const verified = await verifyAuditLog(env, 0)
    expect(verified).toMatchObject({ ok: true, first_bad: null, unsealed: 0, next: null })
    expect(verified.checked).toBe(verified.head.sequence)
    expect(verified.checked).toBeGreaterThanOrEqual(80)
  })

  test.each([
    [
      'a changed entry',
      "UPDATE audit_log SET action = 'test.forged' WHERE sequence = 7",
      "UPDATE audit_log SET action = 'test.written' WHERE sequence = 7",
      7,
    ],
    [
      'a changed time',
      'UPDATE audit_log SET at = at + 1 WHERE sequence = 9',
      'UPDATE audit_log SET at = at - 1 WHERE sequence = 9',
      9,
    ],
    [
      'another actor',
      "UPDATE audit_log SET actor_id = 'x' WHERE sequence = 3",
      'UPDATE audit_log SET actor_id = NULL WHERE sequence = 3',
      3,
    ],
    [
      'a changed end',
      'UPDATE audit_head SET sequence = sequence + 1',
      'UPDATE audit_head SET sequence = sequence - 1',
      81,
    ],
  ])('shows %s', async (_, change, back, at) => {
    await tamper(change)
    expect(await verifyAuditLog(env, 0)).toMatchObject({ ok: false, first_bad: at })
    await untamper(back)
  })

  test('shows an entry that was taken out, and one at the end too', async () => {
    await tamper('CREATE TABLE kept AS SELECT * FROM audit_log WHERE sequence IN (5, 80)')
    for (const sequence of [5, 80]) {
      await tamper(`DELETE FROM audit_log WHERE sequence = ${sequence}`)
      expect(await verifyAuditLog(env, 0)).toMatchObject({ ok: false, first_bad: sequence })
      await untamper(`INSERT INTO audit_log SELECT * FROM kept WHERE sequence = ${sequence}`)
    }
  })

  test.each([
    'DELETE FROM audit_log WHERE sequence = 1',
    "UPDATE audit_log SET action = 'x' WHERE sequence = 1",
    'UPDATE audit_log SET hash = NULL WHERE sequence = 1',
    'UPDATE audit_head SET sequence = 1',
  ])('lets nobody %s', async (sql) => {
    await expect(run(sql)).rejects.toThrow('append-only')
  })

  test('lets an entry that is not sealed yet change in nothing either', async () => {
    await write(1)
    await expect(
      run("UPDATE audit_log SET action = 'x', hash = 'y', sequence = 1000 WHERE hash IS NULL"),
    ).rejects.toThrow('append-only')
    await expect(run('DELETE FROM audit_log WHERE hash IS NULL')).rejects.toThrow('append-only')
    expect((await verifyAuditLog(env, 0)).unsealed).toBe(1)
  })

  test('is verified a page at a time', async () => {
    await sealAuditLog(env)
    const { head } = await verifyAuditLog(env, 0)
    expect(await verifyAuditLog(env, head.sequence - 3)).toMatchObject({ ok: true, checked: 3, next: null })
  })
})
