/** The mails that the API has asked for, read from the outbox: what a person would find in their mailbox. */
import { desc } from 'drizzle-orm'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import type { Event } from '#contract/events.ts'
import { env } from './fixtures.ts'

type Type = Event['type']

/** The newest first. */
export async function mailsTo<T extends Type>(recipient: string, type: T): Promise<Extract<Event, { type: T }>[]> {
  const rows = await platformDb(env).select().from(t.outbox).orderBy(desc(t.outbox.createdAt), desc(t.outbox.id))
  return rows
    .map(({ payload }) => payload)
    .filter((event): event is Extract<Event, { type: T }> => event.type === type)
    .filter((event) => 'recipient' in event && event.recipient === recipient)
}

/** The token in the link of the newest such mail. */
export async function tokenFor(
  recipient: string,
  type: 'EMAIL_VERIFY' | 'PASSWORD_RESET' | 'MEMBER_INVITED',
): Promise<string> {
  const [mail] = await mailsTo(recipient, type)
  const token = mail ? new URL(mail.url).searchParams.get('token') : null
  if (!token) throw new Error(`There is no ${type} mail to ${recipient}`)
  return token
}
