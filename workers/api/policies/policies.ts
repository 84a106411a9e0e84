/** What a store has in writing: Markdown as its merchant wrote it, beside the safe HTML that was made of it then. */
import { eq, sql } from 'drizzle-orm'
import { marked } from 'marked'
import type { Policy, PolicyKind, WrittenPolicy } from '#contract/policy.ts'
import { POLICY_KINDS } from '#contract/policy.ts'
import { sanitiseHtml } from '../catalogue/sanitise-html.ts'
import { HOSTS, recordWrite } from '../db/catalogue-changes.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'

type PolicyRow = typeof t.storePolicies.$inferSelect

const rowOf = (db: StoreDb, kind: PolicyKind): Promise<PolicyRow | undefined> =>
  db.drizzle
    .select()
    .from(t.storePolicies)
    .where(db.owned(t.storePolicies, eq(t.storePolicies.kind, kind)))
    .get()

export async function findPolicy(db: StoreDb, kind: PolicyKind): Promise<Policy> {
  const row = await rowOf(db, kind)
  if (!row) throw new ApiProblem('not_found')
  return { kind, html: row.html, updated_at: presentTime(row.updatedAt) }
}

/** All kinds, written or not. */
export async function listPolicies(db: StoreDb): Promise<WrittenPolicy[]> {
  const rows = await db.drizzle.select().from(t.storePolicies).where(db.owned(t.storePolicies))
  return POLICY_KINDS.map((kind) =>
    presentWritten(
      kind,
      rows.find((row) => row.kind === kind),
    ),
  )
}

const presentWritten = (kind: PolicyKind, row?: Pick<PolicyRow, 'text' | 'updatedAt'>): WrittenPolicy => ({
  kind,
  text: row?.text ?? '',
  updated_at: row ? presentTime(row.updatedAt) : null,
})

/** Brings one to this text; without a text there is none. */
export async function savePolicy(seller: StoreContext, kind: PolicyKind, text: string): Promise<WrittenPolicy> {
  const { db, store } = seller
  const before = await rowOf(db, kind)
  if ((before?.text ?? '') === text) return presentWritten(kind, before)
  const row = { storeId: store.id, kind, text, html: htmlOf(text), updatedAt: Date.now() }
  const { html, updatedAt } = row
  recordWrite(HOSTS) // a store says which it has
  await writeStoreChange(seller, {
    action: 'policy.changed',
    id: kind,
    before: { text: before?.text ?? '' },
    after: { text },
    holds: sql`true`,
    statements: [
      text === ''
        ? db.drizzle.delete(t.storePolicies).where(db.owned(t.storePolicies, eq(t.storePolicies.kind, kind)))
        : db.drizzle
            .insert(t.storePolicies)
            .values(row)
            .onConflictDoUpdate({
              target: [t.storePolicies.storeId, t.storePolicies.kind],
              set: { text, html, updatedAt },
            }),
    ],
  })
  return presentWritten(kind, text === '' ? undefined : row)
}

/** Whatever is in it goes through the same sieve as every description. */
function htmlOf(text: string): string {
  const clean = sanitiseHtml(marked.parse(text, { async: false }))
  if (clean) return clean.html
  throw new ApiProblem('validation_failed', [{ path: 'text', message: 'Use fewer headings, lists and links.' }])
}
