import { beforeEach, describe, expect, test, vi } from 'vitest'
import { retryDelayS } from './index.ts'
import { LEASE_MS } from './message-log.ts'
import {
  abandonedCart,
  accountExists,
  backInStock,
  emailVerify,
  giftCardIssued,
  lowStock,
  memberInvited,
  orderPaid,
  orderPlaced,
  passwordReset,
  securityNotice,
} from './sample-events.ts'
import {
  againAfter,
  deliver,
  dyingAt,
  env,
  expireLease,
  isProcessed,
  Mailbox,
  type Outcome,
  rowsOf,
  secondsOf,
} from './test-delivery.ts'

const logged: string[] = []
beforeEach(() => {
  logged.length = 0
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void logged.push(line))
  }
})

/** `all@mail.example` with the invisible joiners that keep it from becoming a link. */
const UNLINKED = 'all@\u2060mail.\u2060example'

describe('an order that was placed', () => {
  test('is confirmed to its buyer, in the name of the store', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    expect(await deliver(mailbox.binding, [event])).toEqual(['ack'])

    expect(mailbox.sent).toHaveLength(1)
    expect(mailbox.sent[0]).toMatchObject({
      from: { name: 'Harbour & Pine', email: env.MAIL_FROM },
      to: event.order.email,
      replyTo: 'hello@demo.example',
      subject: 'Order 1001 confirmed — Harbour & Pine',
    })
  })

  test('leaves the rendered message in the log', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    await deliver(mailbox.binding, [event])

    const [row, ...more] = await rowsOf(event)
    expect(more).toEqual([])
    expect(row).toMatchObject({ status: 'sent', attempts: 1, last_error: null, lease_until: null })
    expect(row).toMatchObject({ event_type: 'ORDER_PLACED', subject: mailbox.sent[0]?.subject })
    expect(row?.body_html).toBe(mailbox.sent[0]?.html)
    expect(row?.body_text).toBe(mailbox.sent[0]?.text)
    expect(row?.sent_at).toBeGreaterThan(0)
  })

  test('is sent through the real binding', async () => {
    const event = orderPlaced()
    expect(await deliver(env.MAIL, [event])).toEqual(['ack'])
    expect(await rowsOf(event)).toMatchObject([{ status: 'sent' }])
  })

  test('cannot smuggle a header in by the name of its store', async () => {
    const mailbox = new Mailbox()
    await deliver(mailbox.binding, [orderPlaced({ store: { name: 'Shop\r\nBcc: all@mail.example' } })])
    expect(mailbox.sent[0]?.subject).toBe(`Order 1001 confirmed — Shop Bcc: ${UNLINKED}`)
    expect(mailbox.sent[0]?.from).toMatchObject({ name: `Shop Bcc: ${UNLINKED}` })
  })
})

test('messages that were written while tax rates were basis points are read', async () => {
  const mailbox = new Mailbox()
  const old = { ...orderPlaced().order.totals, taxes: [{ name: 'Sales tax', rate_bps: 825, amount_minor: 594 }] }
  const placed = orderPlaced()
  const bodies = [
    { ...placed, order: { ...placed.order, totals: old } },
    { ...orderPaid(), totals: old },
  ]
  expect(await deliver(mailbox.binding, bodies)).toEqual(['ack', 'ack'])
  expect(mailbox.sent[0]?.text).toContain('Plus Sales tax (8.25%)')
})

test('an order that was paid is taken note of and says nothing', async () => {
  const mailbox = new Mailbox()
  const event = orderPaid()
  expect(await deliver(mailbox.binding, [event])).toEqual(['ack'])
  expect(mailbox.sent).toEqual([])
  expect(await rowsOf(event)).toEqual([])
  expect(await isProcessed(event)).toBe(true)
})

describe.each([
  ['sign-up', emailVerify()],
  ['sign-up with an address that has an account', accountExists()],
  ['forgotten password', passwordReset()],
  ['invitation', memberInvited()],
  ['change to an account', securityNotice()],
  ['variant that runs low', lowStock()],
  ['variant that is back', backInStock()],
  ['cart that was left', abandonedCart()],
  ['gift card', giftCardIssued()],
])('a %s', (_, event) => {
  test('is told once to the person concerned, however often it is delivered', async () => {
    const mailbox = new Mailbox()
    mailbox.before = () => scheduler.wait(20)
    await Promise.all([1, 2, 3].map(() => deliver(mailbox.binding, [event, event])))
    expect(await deliver(mailbox.binding, [event], { attempts: 2 })).toEqual(['ack'])

    expect(mailbox.sent).toMatchObject([
      {
        from: { name: event.store.name, email: env.MAIL_FROM },
        to: event.recipient,
        replyTo: event.store.contact_email,
      },
    ])
    expect(await rowsOf(event)).toMatchObject([
      { status: 'sent', event_type: event.type, subject: mailbox.sent[0]?.subject },
    ])
  })
})

test('nobody smuggles a header in by the name of a person or a business', async () => {
  const mailbox = new Mailbox()
  const typed = 'X\r\nBcc: all@mail.example'
  await deliver(mailbox.binding, [memberInvited({ invited_by: typed, tenant_name: typed })])
  expect(mailbox.sent[0]?.subject).toBe(`X Bcc: ${UNLINKED} invites you to X Bcc: ${UNLINKED} — Tradewind`)
})

describe('a queue that delivers more than once', () => {
  test('sends each message once when every batch comes twice', async () => {
    const mailbox = new Mailbox()
    const events = [orderPlaced(), orderPaid(), orderPlaced()]
    expect(await deliver(mailbox.binding, events)).toEqual(['ack', 'ack', 'ack'])
    expect(await deliver(mailbox.binding, events, { attempts: 2 })).toEqual(['ack', 'ack', 'ack'])
    expect(mailbox.sent).toHaveLength(2)
  })

  test('sends each message once when ten copies come at the same moment, in batches and beside one another', async () => {
    const mailbox = new Mailbox()
    mailbox.before = () => scheduler.wait(50)
    const event = orderPlaced()
    const batch = [event, event]
    const outcomes = (await Promise.all(Array.from({ length: 5 }, () => deliver(mailbox.binding, batch)))).flat()

    expect(mailbox.sent).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'ack').length).toBeGreaterThanOrEqual(1)
    expect(outcomes).not.toContain('none')
    expect(await rowsOf(event)).toMatchObject([{ status: 'sent', attempts: 1 }])
    expect(await deliver(mailbox.binding, batch, { attempts: 2 })).toEqual(['ack', 'ack'])
    expect(mailbox.sent).toHaveLength(1)
  })

  test('waits for the delivery that is sending, until just after its lease', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    let second: Outcome[] = []
    mailbox.before = async () => {
      mailbox.before = async () => {}
      second = await deliver(mailbox.binding, [event])
    }
    await deliver(mailbox.binding, [event])
    expect(secondsOf(second[0])).toBeGreaterThan(LEASE_MS / 1000 - 5)
    expect(secondsOf(second[0])).toBeLessThanOrEqual(LEASE_MS / 1000 + 1)
    expect(mailbox.sent).toHaveLength(1)
  })
})

describe('a poison message', () => {
  const poisons: [string, unknown][] = [
    ['has no known type', { type: 'MARTIAN', id: 'x' }],
    ['is no object', 'not an event'],
    ['lacks its order', { ...orderPlaced(), order: undefined }],
  ]
  for (const position of [0, 1, 2]) {
    test.each(poisons)(
      `in place ${position} of its batch, %s: its mates are sent once, it alone comes again`,
      async (_, poison) => {
        const mailbox = new Mailbox()
        const mates = [orderPlaced(), orderPlaced()]
        const bodies = (mates as unknown[]).toSpliced(position, 0, poison)
        const expected = (['ack', 'ack'] as Outcome[]).toSpliced(position, 0, againAfter(1))
        expect(await deliver(mailbox.binding, bodies)).toEqual(expected)
        expect(mailbox.sent.map((mail) => mail.to).sort()).toEqual(mates.map((mate) => mate.order.email).sort())
      },
    )
  }

  test('that can be read but never sent comes again each time, until the queue gives it to the dead letters', async () => {
    const mailbox = new Mailbox()
    const bad = orderPlaced()
    const good = orderPlaced()
    mailbox.before = async (mail) => {
      if (mail.to === bad.order.email) throw new Error('No such mailbox')
    }
    for (const attempts of [1, 2, 3, 4, 5, 6]) {
      expect(await deliver(mailbox.binding, [good, bad], { attempts })).toEqual(['ack', againAfter(attempts)])
    }
    expect(mailbox.to(good)).toHaveLength(1)
    expect(await rowsOf(bad)).toMatchObject([{ status: 'failed', attempts: 6, last_error: 'Error: No such mailbox' }])
    expect(await isProcessed(bad)).toBe(false)
  })
})

describe('a mail service that fails', () => {
  test('once: the message is kept as failed, then sent at the next delivery, with the text that was stored', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    mailbox.before = async () => {
      throw new Error('The service is down')
    }
    expect(await deliver(mailbox.binding, [event])).toEqual([againAfter(1)])
    expect(await rowsOf(event)).toMatchObject([
      { status: 'failed', attempts: 1, last_error: 'Error: The service is down' },
    ])

    mailbox.before = async () => {}
    const renamed = { ...event, store: { ...event.store, name: 'Renamed' } }
    expect(await deliver(mailbox.binding, [renamed], { attempts: 2 })).toEqual(['ack'])
    expect(mailbox.sent).toMatchObject([{ subject: 'Order 1001 confirmed — Harbour & Pine' }])
    expect(await rowsOf(event)).toMatchObject([{ status: 'sent', attempts: 2, last_error: null }])
  })

  test('is asked again less and less often', () => {
    expect([1, 2, 3, 4, 5, 9].map(retryDelayS)).toEqual([15, 60, 240, 960, 3600, 3600])
  })
})

describe('a crash', () => {
  test('between sending and marking: sent again after the lease, recognisable as the same message', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    const db = dyingAt("SET status = 'sent'")
    expect(await deliver(mailbox.binding, [event], { db })).toEqual([againAfter(1)])
    expect(await rowsOf(event)).toMatchObject([{ status: 'sending' }])

    const [beforeTheLeaseEnds] = await deliver(mailbox.binding, [event], { attempts: 2 })
    expect(secondsOf(beforeTheLeaseEnds)).toBeGreaterThan(0)
    expect(mailbox.sent).toHaveLength(1)

    await expireLease(event)
    expect(await deliver(mailbox.binding, [event], { attempts: 3 })).toEqual(['ack'])
    const [first, second, ...more] = mailbox.sent
    expect(more).toEqual([])
    expect(second).toEqual(first)
    expect(first?.headers?.References).toMatch(/^<[0-9a-f-]{36}@demo\.shop\.example>$/)
    expect(await rowsOf(event)).toMatchObject([{ status: 'sent', attempts: 2 }])
  })

  test('between marking the message and the event: nothing is sent again', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    const db = dyingAt('INTO processed_events')
    expect(await deliver(mailbox.binding, [event], { db })).toEqual([againAfter(1)])
    expect(await deliver(mailbox.binding, [event], { attempts: 2 })).toEqual(['ack'])
    expect(mailbox.sent).toHaveLength(1)
    expect(await isProcessed(event)).toBe(true)
  })

  test('before claiming: nothing was sent, the next delivery sends it', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    expect(await deliver(mailbox.binding, [event], { db: dyingAt('INTO notifications') })).toEqual([againAfter(1)])
    expect(mailbox.sent).toEqual([])
    expect(await deliver(mailbox.binding, [event], { attempts: 2 })).toEqual(['ack'])
    expect(mailbox.sent).toHaveLength(1)
  })

  test('whose lease ran out is taken over by one delivery only', async () => {
    const mailbox = new Mailbox()
    const event = orderPlaced()
    await deliver(mailbox.binding, [event], { db: dyingAt("SET status = 'sent'") })
    await expireLease(event)
    mailbox.before = () => scheduler.wait(50)
    await Promise.all([1, 2, 3].map(() => deliver(mailbox.binding, [event], { attempts: 2 })))
    expect(mailbox.sent).toHaveLength(2)
  })
})

test('the same event id in two stores is two events', async () => {
  const mailbox = new Mailbox()
  const one = orderPlaced()
  const other = { ...orderPlaced(), id: one.id }
  expect(await deliver(mailbox.binding, [one, other])).toEqual(['ack', 'ack'])
  expect(mailbox.sent).toHaveLength(2)
})

test('the log names no person and no address, even where the mail service quotes one', async () => {
  const mailbox = new Mailbox()
  const good = orderPlaced()
  const bad = orderPlaced()
  mailbox.before = async (mail) => {
    if (mail.to === bad.order.email) throw new Error(`Recipient <${bad.order.email}> refused`)
  }
  await deliver(mailbox.binding, [good, bad, { ...orderPlaced(), store: 'broken' }])
  const reset = passwordReset({ url: 'https://demo.shop.example/account/reset-password?token=secret-token' })
  await deliver(mailbox.binding, [reset])
  expect(logged.map((line) => JSON.parse(line).event).sort()).toEqual(
    [
      'event_failed',
      'event_processed',
      'event_processed',
      'event_unreadable',
      'message_failed',
      'message_sent',
      'message_sent',
    ].sort(),
  )
  expect(logged.join('\n')).not.toMatch(/Lovelace|Portland|[\w.-]+@|secret-token/)
})
