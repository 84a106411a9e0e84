import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { systemTrail } from '../http/audit-context.ts'
import { writeChange } from './change.ts'

const db = platformDb(env)

async function tenantAndEntries(id: string) {
  const tenant = await db.select().from(t.tenants).where(eq(t.tenants.id, id)).get()
  const entries = await db.select().from(t.auditLog).where(eq(t.auditLog.tenantId, id))
  return { name: tenant?.name, actions: entries.map(({ action }) => action) }
}

const rename = (id: string, name: string, condition = sql`true`) =>
  db.update(t.tenants).set({ name }).where(sql`${t.tenants.id} = ${id} AND ${condition}`)

test('a change is written with its entry', async () => {
  const { tenantId } = await makeStore()
  const entry = { action: 'tenant.changed', tenantId }
  const also = [rename(tenantId, 'Second')]
  expect(await writeChange(db, systemTrail('test'), { statements: [rename(tenantId, 'First')], entry, also })).toBe(
    'written',
  )
  expect(await tenantAndEntries(tenantId)).toEqual({ name: 'Second', actions: ['tenant.changed'] })
})

test('a change that changed nothing leaves nothing of its batch behind', async () => {
  const { tenantId } = await makeStore()
  const statements = [rename(tenantId, 'First'), rename(tenantId, 'Second', sql`false`)]
  const entry = { action: 'tenant.changed', tenantId }
  expect(await writeChange(db, systemTrail('test'), { statements, entry, also: [rename(tenantId, 'Third')] })).toBe(
    'unmet',
  )
  expect(await tenantAndEntries(tenantId)).toEqual({ name: 'Tenant', actions: [] })
})

test('nor does one whose condition is broken by what it did', async () => {
  const { tenantId } = await makeStore()
  const entry = { action: 'tenant.changed', tenantId }
  const holds = sql`NOT EXISTS (SELECT 1 FROM tenants WHERE id = ${tenantId} AND name = 'First')`
  expect(await writeChange(db, systemTrail('test'), { statements: [rename(tenantId, 'First')], entry, holds })).toBe(
    'unmet',
  )
  expect(await tenantAndEntries(tenantId)).toEqual({ name: 'Tenant', actions: [] })
})

test('nor one that finds something unique taken', async () => {
  const { tenantId, slug } = await makeStore()
  const other = await makeStore()
  const statements = [rename(tenantId, 'First'), db.update(t.stores).set({ slug }).where(eq(t.stores.id, other.id))]
  const entry = { action: 'tenant.changed', tenantId }
  expect(await writeChange(db, systemTrail('test'), { statements, entry })).toBe('taken')
  expect(await tenantAndEntries(tenantId)).toEqual({ name: 'Tenant', actions: [] })
})

test('any other failure is not taken for a condition', async () => {
  const { tenantId } = await makeStore()
  const statements = [db.update(t.stores).set({ tenantId: 'nobody' }).where(eq(t.stores.tenantId, tenantId))]
  const entry = { action: 'tenant.changed', tenantId }
  await expect(writeChange(db, systemTrail('test'), { statements, entry })).rejects.toThrow()
})
