import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LEASE_MS } from '../message-log.ts'
import { orderPlaced } from '../sample-events.ts'
import { emailChannel, SEND_TIMEOUT_MS } from './email.ts'

const message = {
  id: '0199f000-0000-7000-8000-000000000000',
  attempt: 1,
  channel: 'email' as const,
  recipient: 'buyer@mail.example',
  subject: 'Subject',
  html: '<p>Hello</p>',
  text: 'Hello',
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a mail service that never answers counts as failed, well before the lease of the message ends', async () => {
  const hanging = { send: () => new Promise<never>(() => {}) } as unknown as SendEmail
  const sending = emailChannel(hanging, 'orders@tradewind.example')(orderPlaced().store, message)
  const outcome = expect(sending).rejects.toThrow('No answer within 20000 ms')
  await vi.advanceTimersByTimeAsync(SEND_TIMEOUT_MS)
  await outcome
  expect(SEND_TIMEOUT_MS).toBeLessThan(LEASE_MS / 2)
})

test('only headers that the platform lets a sender set are set', async () => {
  const send = vi.fn(async () => ({ messageId: '<platform@example>' }))
  await emailChannel({ send } as unknown as SendEmail, 'orders@tradewind.example')(orderPlaced().store, message)
  expect(send).toHaveBeenCalledWith({
    from: { name: 'Harbour & Pine', email: 'orders@tradewind.example' },
    to: 'buyer@mail.example',
    replyTo: 'hello@demo.example',
    subject: 'Subject',
    html: '<p>Hello</p>',
    text: 'Hello',
    headers: {
      'Auto-Submitted': 'auto-generated',
      References: '<0199f000-0000-7000-8000-000000000000@demo.shop.example>',
      'X-Message-Ref': '0199f000-0000-7000-8000-000000000000',
    },
  })
})
