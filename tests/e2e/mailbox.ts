/** The developer's mailbox, as the platform keeps it. */
import { eventually } from '../eventually.ts'
import { call } from './api.ts'

/** The link in the newest mail to this address. */
export const linkMailedTo = (platform: string, recipient: string): Promise<string> =>
  eventually(async () => {
    const query = new URLSearchParams({ per_page: '1', recipient })
    const { data } = await call<{ items: { body_text: string }[] }>(platform, `/dev/mailbox?${query}`)
    const link = /https?:\/\/\S+token=\S+/.exec(data.items[0]?.body_text ?? '')?.[0]
    if (!link) throw new Error(`No link was mailed to ${recipient}`)
    return link
  })
