/** Mails about accounts, as events in the outbox: written with the change that they tell of, sent right after. */
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import type { Event, SecurityNotice } from '#contract/events.ts'
import type { Visit } from '../access/request-context.ts'
import type { Env } from '../config/env.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { SEND_GRACE_MS, sendEvents } from '../events/outbox.ts'
import { presentTime } from '../lib/present-time.ts'
import type { Account, Realm } from './realm.ts'

type PersonEvent = Exclude<Event, { type: 'ORDER_PLACED' | 'ORDER_PAID' }>
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
export type Mail = Without<PersonEvent, 'id' | 'occurred_at' | 'store'>

/** The statement that puts a mail into the outbox, and how to hurry it once the batch is through. */
export function mail(db: Drizzle, sender: Realm['sender'], content: Mail) {
  const nowMs = Date.now()
  const event = { ...content, id: uuidv7(), occurred_at: presentTime(nowMs), store: sender } as Event
  const row = { id: event.id, storeId: sender.id, type: event.type, payload: event }
  const statement: BatchItem<'sqlite'> = db
    .insert(t.outbox)
    .values({ ...row, createdAt: nowMs, dueAt: nowMs + SEND_GRACE_MS })
  return { id: event.id, statement, send: (env: Env) => sendEvents(env, [event]) }
}

/** Tells the owner of an account what was just done with it. */
export function noticeMail(
  { realm, visit }: { realm: Realm; visit: Visit },
  account: Pick<Account, 'email' | 'name'>,
  notice: SecurityNotice['notice'],
  detail = '',
) {
  const { network, userAgent } = visit.client
  return mail(realm.db, realm.sender, {
    type: 'SECURITY_NOTICE' as const,
    recipient: account.email,
    name: account.name,
    notice,
    detail,
    address: network,
    user_agent: userAgent,
    account_url: realm.pages.account,
  })
}
