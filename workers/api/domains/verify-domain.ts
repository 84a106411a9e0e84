/**
 * Proof of a domain. The DNS decides whose a host is, and decides anew when somebody else proves it: domains are sold, and
 * stores are given up without a word. A store keeps what its own record still stands for; only when that is gone does the
 * host move. A verified host belongs to one store at a time, which the database sees to.
 */
import { and, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Domain } from '#contract/access.ts'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { writeChange } from '../audit/change.ts'
import { auditRow } from '../audit/record.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import type { TxtResolver } from './dns.ts'
import { entryOf, findDomain, isOwn, presentDomain, recordOf } from './domains.ts'

/** Asks the DNS for the record. From then on the host leads to the store. */
export async function verifyDomain(visit: Visit, dns: TxtResolver, store: StoreRecord, id: string): Promise<Domain> {
  const { ring, trail, env } = visit
  const { db } = ring
  const row = await findDomain(db, store, id)
  if (row.verifiedAt !== null) return presentDomain(row)
  await consumeAttempt(env, 'domainChecks', store.id)
  const { name, value } = recordOf(row)
  const answer = await dns.txt(name)
  if (answer.outcome === 'unavailable') throw new ApiProblem('dns_unavailable')
  if (!answer.values.includes(value)) throw new ApiProblem('domain_unverified')
  const holder = await findHolder(db, store.id, row.host)
  if (holder && answer.values.includes(recordOf(holder.domain).value)) throw taken()
  const nowMs = Date.now()
  const result = await writeChange(db, trail, {
    statements: [
      ...(holder ? takeFrom(visit, holder) : []),
      db
        .update(t.domains)
        .set({ verifiedAt: nowMs, updatedAt: nowMs })
        .where(and(isOwn(store, id), isNull(t.domains.verifiedAt))),
    ],
    entry: { ...entryOf('domain.verified', store, id), after: { host: row.host } },
  })
  if (result === 'written') return presentDomain({ ...row, verifiedAt: nowMs })
  // Another store has just proved it as well.
  if (result === 'taken') throw taken()
  // The holder has just given it up, or this store has had it verified twice at once: look again.
  return verifyDomain(visit, dns, store, id)
}

const taken = () =>
  new ApiProblem('domain_taken', [
    {
      path: 'host',
      message: 'This domain leads to another store, whose DNS record still stands. Remove that one first.',
    },
  ])

type Holder = NonNullable<Awaited<ReturnType<typeof findHolder>>>

/** The other store that has verified the host, whatever state it is in. */
const findHolder = (db: Drizzle, storeId: string, host: string) =>
  db
    .select({ domain: t.domains, store: { id: t.stores.id, tenantId: t.stores.tenantId } })
    .from(t.domains)
    .innerJoin(t.stores, eq(t.stores.id, t.domains.storeId))
    .where(and(eq(t.domains.host, host), isNotNull(t.domains.verifiedAt), ne(t.domains.storeId, storeId)))
    .get()

/** The claim goes with its token, so that the old record proves nothing a second time. Undone if there is nothing to take. */
function takeFrom({ ring, trail }: Visit, { domain, store }: Holder): BatchItem<'sqlite'>[] {
  const entry = { ...entryOf('domain.lost', store, domain.id), before: { host: domain.host, verified: true } }
  return [
    ring.db.delete(t.domains).where(eq(t.domains.id, domain.id)),
    auditRow(ring.db, trail, entry, sql`changes() > 0`),
  ]
}
