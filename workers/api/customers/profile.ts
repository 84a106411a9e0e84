/** Name, phone and choices of a customer, and the rest that an account can have for a while. */
import type { Customer } from '#contract/customer.ts'
import type { Preferences } from '#contract/identity.ts'
import { endSessions } from '../access/sessions.ts'
import * as t from '../db/tables/index.ts'
import { noticeMail } from '../identity/mails.ts'
import { reauthenticate } from '../identity/reauthenticate.ts'
import { type CustomerContext, ownEntry, ownRow, presentCustomer, readOwn } from './customer-context.ts'

export const readProfile = async (own: CustomerContext): Promise<Customer> => presentCustomer(await readOwn(own))

export async function updateProfile(
  own: CustomerContext,
  changes: { name?: string; phone?: string; preferences?: Preferences },
): Promise<Customer> {
  const { drizzle } = own.db
  await drizzle.batch([
    drizzle
      .update(t.customers)
      .set({ ...changes, updatedAt: Date.now() })
      .where(ownRow(own)),
    ownEntry(own, { action: 'account.changed', after: { fields: Object.keys(changes) } }),
  ])
  return readProfile(own)
}

/** Every session ends at once; logging in again brings the account back. */
export async function deactivateAccount(own: CustomerContext, password: string | null): Promise<void> {
  const { visit, realm, db, customer } = own
  await reauthenticate(visit, realm, customer, password)
  const row = await readOwn(own)
  const letter = noticeMail({ realm, visit }, row, 'account_deactivated')
  const nowMs = Date.now()
  await db.drizzle.batch([
    db.drizzle.update(t.customers).set({ deactivatedAt: nowMs, updatedAt: nowMs }).where(ownRow(own)),
    endSessions(db.drizzle, { kind: 'customer', subjectId: customer.id }, 'deactivated'),
    ownEntry(own, { action: 'account.deactivated' }),
    letter.statement,
  ])
  visit.later(letter.send(visit.env))
}
