/** The development mailbox of the API. */
import { listOf } from '#contract/envelope.ts'
import { MailboxMessage } from '#contract/mailbox.ts'
import type { Api } from '../../server/api.ts'

/** As the contract's `Email`: nothing was ever sent to a longer one, and the API refuses to look for it. */
const LONGEST_ADDRESS = 254

export async function readMailbox(api: Api, { recipient, storeId }: { recipient: string; storeId: string | null }) {
  if (recipient.length > LONGEST_ADDRESS) return []
  const query = new URLSearchParams({ per_page: '50' })
  if (recipient) query.set('recipient', recipient)
  if (storeId) query.set('store_id', storeId)
  return (await api.get(`/dev/mailbox?${query}`, listOf(MailboxMessage))).items
}

export const readMessage = (api: Api, id: string) => api.get(`/dev/mailbox/${encodeURIComponent(id)}`, MailboxMessage)
