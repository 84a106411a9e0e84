import { describe, expect, test, vi } from 'vitest'
import {
  abandonedCart,
  accountExists,
  emailVerify,
  giftCardIssued,
  memberInvited,
  orderPlaced,
  passwordReset,
} from './sample-events.ts'
import { REMOVED, secretsKeptIn } from './secrets.ts'
import { againAfter, deliver, dyingAt, expireLease, Mailbox, rowsOf } from './test-delivery.ts'

vi.spyOn(console, 'log').mockImplementation(() => {})
vi.spyOn(console, 'error').mockImplementation(() => {})

const PRODUCTION = { environment: 'production' }

function tokenIn(event: { url: string }): string {
  const token = new URL(event.url).searchParams.get('token')
  if (!token) throw new Error('The sample has no token')
  return token
}

describe.each([
  ['confirmation of an address', emailVerify],
  ['new password', passwordReset],
  ['invitation', memberInvited],
])('the one-time link of a %s', (_, sample) => {
  test('reaches the reader and is gone from the record', async () => {
    const mailbox = new Mailbox()
    const event = sample()
    expect(await deliver(mailbox.binding, [event], PRODUCTION)).toEqual(['ack'])

    expect(mailbox.sent[0]?.html).toContain(event.url)
    expect(mailbox.sent[0]?.text).toContain(event.url)
    const [row] = await rowsOf(event)
    expect(row?.status).toBe('sent')
    expect(JSON.stringify(row)).not.toContain(tokenIn(event))
    // The rest is kept, so that support can see what was said.
    expect(row?.body_html).toBe(mailbox.sent[0]?.html?.replaceAll(tokenIn(event), REMOVED))
    expect(row?.body_text).toBe(mailbox.sent[0]?.text?.replaceAll(tokenIn(event), REMOVED))
  })

  test.each(['development', 'test'])('stays where the record is the mailbox (%s)', async (environment) => {
    const event = sample()
    await deliver(new Mailbox().binding, [event], { environment })
    const [row] = await rowsOf(event)
    expect(row?.body_html).toContain(event.url)
    expect(row?.body_text).toContain(event.url)
  })
})

test('the link of a cart reaches the reader, and the record cannot open the cart', async () => {
  const mailbox = new Mailbox()
  const event = abandonedCart()
  await deliver(mailbox.binding, [event], PRODUCTION)
  const token = tokenIn({ url: event.cart_url })
  expect(mailbox.sent[0]?.text).toContain(event.cart_url)
  expect(JSON.stringify(await rowsOf(event))).not.toContain(token)
})

test('the code of a gift card reaches the reader and is gone from the record', async () => {
  const mailbox = new Mailbox()
  const event = giftCardIssued()
  await deliver(mailbox.binding, [event], PRODUCTION)
  expect(mailbox.sent[0]?.html).toContain(event.code)
  expect(mailbox.sent[0]?.text).toContain(event.code)
  const [row] = await rowsOf(event)
  expect(JSON.stringify(row)).not.toContain(event.code)
  expect(row?.body_text).toBe(mailbox.sent[0]?.text?.replaceAll(event.code, REMOVED))
})

test('a message that did not leave keeps its link, so that its repetition works', async () => {
  const mailbox = new Mailbox()
  const event = passwordReset()
  mailbox.before = async () => {
    throw new Error('The service is down')
  }
  expect(await deliver(mailbox.binding, [event], PRODUCTION)).toEqual([againAfter(1)])
  const [stored] = await rowsOf(event)
  expect(stored?.body_text).toContain(event.url)

  mailbox.before = async () => {}
  expect(await deliver(mailbox.binding, [event], { ...PRODUCTION, attempts: 2 })).toEqual(['ack'])
  expect(mailbox.sent).toMatchObject([{ html: stored?.body_html, text: stored?.body_text }])
  expect(JSON.stringify(await rowsOf(event))).not.toContain(tokenIn(event))
})

test('there is no moment between the mark and the removal: a crash at the mark leaves both undone', async () => {
  const mailbox = new Mailbox()
  const event = emailVerify()
  await deliver(mailbox.binding, [event], { ...PRODUCTION, db: dyingAt("SET status = 'sent'") })
  expect(await rowsOf(event)).toMatchObject([{ status: 'sending', body_text: expect.stringContaining(event.url) }])

  await expireLease(event)
  expect(await deliver(mailbox.binding, [event], { ...PRODUCTION, attempts: 2 })).toEqual(['ack'])
  expect(mailbox.sent[1]).toEqual(mailbox.sent[0])
  expect(JSON.stringify(await rowsOf(event))).not.toContain(tokenIn(event))
})

test('a mail without a one-time link is kept as it was sent', async () => {
  const mailbox = new Mailbox()
  const events = [orderPlaced(), accountExists()]
  await deliver(mailbox.binding, events, PRODUCTION)
  for (const event of events) {
    const [mail] = mailbox.to(event)
    expect(await rowsOf(event)).toMatchObject([{ body_html: mail?.html, body_text: mail?.text }])
  }
})

describe('what counts as the secret', () => {
  const kept = (url: string, text: string) => secretsKeptIn('production')(emailVerify({ url }))?.(text)

  test('is the token, wherever it stands', () => {
    expect(kept('https://a.example/x?lang=en&token=abc#top', 'abc, token=abc')).toBe(`${REMOVED}, token=${REMOVED}`)
  })

  test('is the whole address where no token is named, in HTML as in text', () => {
    const url = 'https://a.example/abc?x=1&y=2'
    expect(kept(url, `<a href="https://a.example/abc?x=1&amp;y=2">`)).toBe(`<a href="${REMOVED}">`)
    expect(kept(url, `Go to ${url}`)).toBe(`Go to ${REMOVED}`)
  })

  test.each(['production', 'staging', 'Development', ''])('is taken out in %j', (environment) => {
    expect(secretsKeptIn(environment)(emailVerify())).not.toBeNull()
  })
})
