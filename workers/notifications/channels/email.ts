/**
 * E-mail by Cloudflare's `send_email` binding.
 *
 * Duplicates  The platform writes the Message-ID itself and refuses ours (E_HEADER_NOT_ALLOWED), so a message that had to
 *             be sent twice carries the same `References` both times: mail programs show the two as one conversation.
 *             `X-Message-Ref` is our id, to find a mail in the log by.
 * Errors      Throws whatever the binding throws, or after `SEND_TIMEOUT_MS`: whether it left is then unknown, and it
 *             counts as not sent.
 */
import type { z } from 'zod'
import type { EventSender } from '#contract/events.ts'
import type { ClaimedMessage } from '../message-log.ts'
import { unlinked } from '../typed-text.ts'

export const SEND_TIMEOUT_MS = 20_000

export type Channel = (store: z.infer<typeof EventSender>, message: ClaimedMessage) => Promise<void>

export function emailChannel(mail: SendEmail, fromAddress: string): Channel {
  return async (store, message) => {
    const sending = mail.send({
      from: { name: unlinked(store.name), email: fromAddress },
      to: message.recipient,
      replyTo: store.contact_email,
      subject: unlinked(message.subject),
      html: message.html,
      text: message.text,
      headers: {
        'Auto-Submitted': 'auto-generated',
        References: `<${message.id}@${new URL(store.url).hostname}>`,
        'X-Message-Ref': message.id,
      },
    })
    await withTimeout(sending, SEND_TIMEOUT_MS)
  }
}

async function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    if (timer) clearTimeout(timer)
  }
}
