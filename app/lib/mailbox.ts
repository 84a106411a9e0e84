/** The development mailbox of the API. */
import { listOf } from '#contract/envelope.ts'
import { MailboxMessage } from '#contract/mailbox.ts'
import type { Api } from './api.ts'

export async function readMailbox(api: Api, { recipient, storeId }: { recipient: string; storeId: string | null }) {
  const query = new URLSearchParams({ per_page: '50' })
  if (recipient) query.set('recipient', recipient)
  if (storeId) query.set('store_id', storeId)
  return (await api.get(`/dev/mailbox?${query}`, listOf(MailboxMessage))).items
}

export const readMessage = (api: Api, id: string) => api.get(`/dev/mailbox/${encodeURIComponent(id)}`, MailboxMessage)
