/** The development mailbox: every message as it was rendered. Served only where ENVIRONMENT is `development`. */
import * as z from 'zod'
import { Id, Timestamp } from './primitives.ts'

export const MailboxMessage = z
  .object({
    id: Id,
    event_type: z.string(),
    channel: z.string(),
    recipient: z.string(),
    subject: z.string(),
    body_html: z.string(),
    body_text: z.string(),
    status: z.enum(['sending', 'sent', 'failed']),
    created_at: Timestamp,
  })
  .meta({ id: 'MailboxMessage' })
export type MailboxMessage = z.infer<typeof MailboxMessage>
