import { describe, expect, test, vi } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import { env } from '#tests/workers/fixtures.ts'
import { systemTrail } from '../http/audit-context.ts'
import { chainAuditLog, verifyAuditLog } from './chain.ts'
import { auditRow } from './record.ts'

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
      chainAuditLog(env),
      chainAuditLog(env),
      chainAuditLog(env),
      write(30).then(() => chainAuditLog(env)),
    ])
    await chainAuditLog(env)
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
    'UPDATE audit_head SET id = 2, sequence = sequence + 1',
    'DELETE FROM audit_head',
    "INSERT INTO audit_head (id, sequence, hash) VALUES (2, 0, '')",
    "REPLACE INTO audit_head (id, sequence, hash) VALUES (1, 0, '')",
    "INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '') ON CONFLICT DO UPDATE SET sequence = 0",
  ])('lets nobody %s', async (sql) => {
    await expect(run(sql)).rejects.toThrow('append-only')
  })

  /** An entry made from the second of the chain: what follows INSERT. */
  const forged = (columns: string, values: string) =>
    `INTO audit_log (${columns}, at, action, outcome, actor_type, address, user_agent, request_id)
      SELECT ${values}, 1, 'test.forged', 'success', 'system', '', '', 'r' FROM audit_log WHERE sequence = 2`

  test.each([
    ['position', 'id, position', "'forged', position"],
    ['id', 'id', 'id'],
    ['place in the chain', 'id, sequence', "'forged', sequence"],
  ])('lets nobody put an entry in the place of another, by its %s', async (_, columns, values) => {
    for (const verb of ['REPLACE', 'INSERT OR REPLACE', 'INSERT OR IGNORE', 'INSERT']) {
      await expect(run(`${verb} ${forged(columns, values)}`)).rejects.toThrow('append-only')
    }
    expect((await verifyAuditLog(env, 0)).ok).toBe(true)
  })

  test.each(['sequence', 'hash'])('lets nobody write an entry that has its %s already', async (column) => {
    await expect(run(`INSERT ${forged(`id, ${column}`, "'forged', 9999")}`)).rejects.toThrow('append-only')
  })

  test('lets nobody seal an entry over another', async () => {
    await write(1)
    const over = "UPDATE OR REPLACE audit_log SET sequence = 2, hash = 'x' WHERE hash IS NULL"
    await expect(run(over)).rejects.toThrow('append-only')
    await chainAuditLog(env)
    expect((await verifyAuditLog(env, 0)).ok).toBe(true)
  })

  test('says so when there is no end of the chain to seal at', async () => {
    const failed = vi.spyOn(console, 'error').mockImplementation(() => {})
    const head = await env.DB.prepare('SELECT sequence, hash FROM audit_head').first<{
      sequence: number
      hash: string
    }>()
    await tamper('DELETE FROM audit_head')
    await write(1)
    await chainAuditLog(env)
    expect(failed.mock.calls.map(([line]) => JSON.parse(line))).toEqual([{ event: 'audit_head_missing', unsealed: 1 }])
    await tamper(`INSERT INTO audit_head (id, sequence, hash) VALUES (1, ${head?.sequence}, '${head?.hash}')`)
    failed.mockRestore()
    await chainAuditLog(env)
    expect(await verifyAuditLog(env, 0)).toMatchObject({ ok: true, unsealed: 0 })
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
    await chainAuditLog(env)
    const { head } = await verifyAuditLog(env, 0)
    expect(await verifyAuditLog(env, head.sequence - 3)).toMatchObject({ ok: true, checked: 3, next: null })
  })
})
