import { describe, expect, test } from 'vitest'
import type { Event } from '#contract/events.ts'
import { messagesOf } from '../messages.ts'
import {
  abandonedCart,
  accountExists,
  backInStock,
  emailVerify,
  giftCardIssued,
  lowStock,
  memberInvited,
  passwordReset,
  platform,
  securityNotice,
} from '../sample-events.ts'
import { wordsOf } from '../test-words.ts'

function mailOf(event: Event) {
  const [mail, ...more] = messagesOf(event)
  if (!mail || more.length > 0) throw new Error('One event of this kind makes one mail')
  return mail
}

const readable = (html: string) => wordsOf(html).replaceAll('\u2060', '')

/** What the reader must find in both parts. */
function expectToSay(event: Event, facts: string[]) {
  const { html, text } = mailOf(event)
  for (const fact of facts) {
    expect(readable(html), 'HTML').toContain(fact)
    expect(text.replaceAll('\u2060', ''), 'text').toContain(fact)
  }
}

/** The address is behind the button, written out below it, and alone on its line in the text. */
function expectToLeadTo(event: Event, label: string, url: string) {
  const { html, text } = mailOf(event)
  const [, behindButton = ''] = html.split(`<a href="${url}" class="button"`)
  expect(behindButton.split('</a>')[0]).toContain(label)
  expect(wordsOf(html)).toContain(` ${url} `)
  expect(text).toContain(`\n${label}:\n${url}\n`)
}

const ATTACK = '<script>alert("x")</script>'
const ESCAPED = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'

describe('a customer who signs up', () => {
  const event = emailVerify()
  test('is asked to confirm the address', () => {
    expect(mailOf(event).subject).toBe('Confirm your e-mail address — Harbour & Pine')
    expectToLeadTo(event, 'Confirm address', event.url)
    expectToSay(event, [
      'Hello Ada Lovelace,',
      'Thank you for signing up at Harbour & Pine. Confirm your address and your account is ready.',
      'The link works once, for 24 hours: until 21 November 2026, 22:00 UTC.',
      'You can ignore this e-mail.',
      'hello@demo.example',
    ])
  })

  test('sees the look of the store', () => {
    const night = mailOf(emailVerify({ store: { ...event.store, theme: 'night' } }))
    expect(mailOf(event).html).toContain('#9c4124')
    expect(night.html).toContain('#f0b95c')
    expect(night.html).not.toContain('#9c4124')
  })
})

test('a merchant who signs up is promised a store as well', () => {
  expectToSay(emailVerify({ store: platform() }), ['at Tradewind.', 'your account and your store are ready.'])
})

test('somebody who signs up again is led to log in, or to a new password', () => {
  const event = accountExists()
  expect(mailOf(event).subject).toBe('You already have an account — Harbour & Pine')
  expectToLeadTo(event, 'Log in', event.log_in_url)
  expect(mailOf(event).html).toContain(`href="${event.reset_url}"`)
  expect(mailOf(event).text).toContain(`Forgot your password? Choose a new one:\n${event.reset_url}\n`)
  expectToSay(event, ['You already have an account, so nothing has changed.', 'You do not need to do anything.'])
})

test('somebody who forgot the password gets a link for an hour', () => {
  const event = passwordReset()
  expect(mailOf(event).subject).toBe('Choose a new password — Harbour & Pine')
  expectToLeadTo(event, 'Choose a new password', event.url)
  expectToSay(event, [
    'The link works once, for 1 hour: until 20 November 2026, 23:00 UTC.',
    'Ignore this e-mail and your password stays the same.',
  ])
})

describe('somebody who is invited', () => {
  test('reads who invites them, to what and as what', () => {
    const event = memberInvited()
    expect(mailOf(event).subject).toBe('Grace Hopper invites you to Harbour & Pine Ltd — Tradewind')
    expectToLeadTo(event, 'Accept invitation', event.url)
    expectToSay(event, [
      'Hello,',
      'Join the team of Harbour & Pine Ltd',
      'Grace Hopper invites you to work with Harbour & Pine Ltd on Tradewind.',
      'Manager: you run the stores and the team.',
      'The link works once, for 7 days: until 27 November 2026, 22:00 UTC.',
      'Ignore this e-mail: you join nothing unless you accept.',
    ])
  })

  test('reads a subject of bearable length, whatever the names', () => {
    const { subject } = mailOf(memberInvited({ invited_by: 'G'.repeat(120), tenant_name: 'H'.repeat(120) }))
    expect(subject.length).toBeLessThan(120)
  })
})

describe('a merchant whose stock runs low', () => {
  test('reads what it is and how much is left', () => {
    const event = lowStock()
    expect(mailOf(event).subject).toBe('Only 2 left: Stoneware mug, Sand — Harbour & Pine')
    expectToSay(event, ['Only 2 left: Stoneware mug, Sand', 'HP-MUG-SAND', 'Receive stock in the dashboard'])
    expect(mailOf(event).html).not.toContain('class="button"')
    expect(mailOf(event).text).not.toContain('If the button')
  })

  test('reads that it is sold out, once it is', () => {
    const event = lowStock({ available: 0, variant_title: '' })
    expect(mailOf(event).subject).toBe('Sold out: Stoneware mug — Harbour & Pine')
    expectToSay(event, ['is sold out'])
  })
})

test('somebody who asked to be told is told, and promised nothing', () => {
  const event = backInStock()
  expect(mailOf(event).subject).toBe('Back in stock: Stoneware mug, Sand — Harbour & Pine')
  expectToLeadTo(event, 'View product', event.product_url)
  expectToSay(event, ['It is now.', 'It is not reserved', 'This is the only e-mail about it'])
})

describe('somebody who left a cart', () => {
  test('is reminded of what is in it and led back', () => {
    const event = abandonedCart()
    const { html, text, subject } = mailOf(event)
    expect(subject).toBe('You left items in your cart — Harbour & Pine')
    expectToSay(event, [
      'Stoneware mug, Sand',
      'Linen tea towel',
      'Items are not reserved',
      'not remind you about this cart',
    ])
    expect(html).toContain(`<a href="${event.cart_url.replaceAll('&', '&amp;')}" class="button"`)
    expect(text).toContain(`\nReturn to cart:\n${event.cart_url}\n`)
    expect(text).toContain('Items: 2 × Stoneware mug, Sand\n1 × Linen tea towel\n')
  })

  test('is told whether the link is enough or they have to log in', () => {
    expectToSay(abandonedCart(), ['opens a cart with the same items'])
    expectToSay(abandonedCart({ cart_url: 'https://demo.shop.example/cart/open' }), ['log in to see it'])
  })

  test('of many things reads the first few', () => {
    const items = Array.from({ length: 9 }, (_, n) => ({
      title: `Thing ${n}`,
      variant_title: '',
      quantity: 1,
      image_url: null,
    }))
    expectToSay(abandonedCart({ items }), ['Thing 4', 'and 4 more'])
    expect(mailOf(abandonedCart({ items })).text).not.toContain('Thing 5')
  })
})

describe('whoever a gift card is for', () => {
  test('reads its code, what it holds, until when, and how to use it', () => {
    const event = giftCardIssued()
    expect(mailOf(event).subject).toBe('A gift card worth $50.00 — Harbour & Pine')
    expectToSay(event, [event.code, '$50.00', 'November 20, 2027', 'Enter the code at checkout.'])
    expectToLeadTo(event, 'Shop now', event.shop_url)
    expect(mailOf(event).html).toMatch(new RegExp(`font-size:24px[^>]*>${event.code}<`))
    expect(mailOf(event).text).toContain(`\nCode:\n${event.code}\n`)
  })

  test('reads the day on which it ends in the store, not in Greenwich', () => {
    const kobe = { ...giftCardIssued().store, locale: 'en-GB', time_zone: 'Asia/Tokyo' }
    const event = giftCardIssued({ store: kobe, expires_at: '2026-11-29T23:42:00Z' })
    expectToSay(event, ['30 November 2026'])
  })

  test('reads who sent it and what they wrote, as text and never as a link', () => {
    const event = giftCardIssued({ gift: { from: 'Ada Lovelace', to: 'Bo', message: 'See www.spam.example' } })
    const { subject, text, html } = mailOf(event)
    expect(subject).toBe('Ada Lovelace sent you a gift card — Harbour & Pine')
    expectToSay(event, ['Hello Bo,', 'Ada Lovelace sent you a gift card for Harbour & Pine.', event.code])
    expect(text).toContain('“See www.\u2060spam.\u2060example”')
    expect(html).not.toContain('www.spam.example')
  })

  test('reads that it has no end, where it has none', () => {
    expectToSay(giftCardIssued({ expires_at: null }), ['Never expires'])
  })
})

describe('what people typed', () => {
  const store = (name: string) => ({ ...emailVerify().store, name })
  const everywhere = (typed: string): Event[] => [
    emailVerify({ name: typed, store: store(typed) }),
    accountExists({ name: typed, store: store(typed) }),
    passwordReset({ name: typed, store: store(typed) }),
    memberInvited({ name: typed, tenant_name: typed, invited_by: typed, role: typed }),
    securityNotice({ name: typed, store: store(typed), detail: typed, user_agent: typed, address: typed }),
    lowStock({ store: store(typed), title: typed, variant_title: typed, sku: typed }),
    backInStock({ store: store(typed), title: typed, variant_title: typed }),
    abandonedCart({
      store: store(typed),
      items: [{ title: typed, variant_title: typed, quantity: 1, image_url: null }],
    }),
    giftCardIssued({ store: store(typed), code: typed }),
  ]

  test.each(everywhere(ATTACK))('is text, never markup ($type)', (event) => {
    const { html } = mailOf(event)
    expect(html).not.toContain('<script')
    expect(html.split(ESCAPED).length).toBeGreaterThan(3)
  })

  test.each(everywhere('Prize: https://evil.example/win'))('is nothing to click on ($type)', (event) => {
    const { html, text } = mailOf(event)
    const senderLink = />Prize: https:\/\/evil\.example\/win<\/a>/g // the sender's name leads to the sender's own pages
    const title = /<title>.*?<\/title>/s
    expect(html.replace(senderLink, '').replace(title, '')).not.toContain('evil.example')
    expect(html).not.toContain('href="https://evil')
    expect(text).not.toContain('evil.example')
    expect(text).not.toContain('https://evil')
  })

  test.each(everywhere('Ada\r\n\r\nClick here:\u2028now'))('begins no line of its own ($type)', (event) => {
    expect(mailOf(event).text).not.toMatch(/^\s*(Click here|now)/m)
  })
})

const ALL = [
  emailVerify(),
  accountExists(),
  passwordReset(),
  memberInvited(),
  securityNotice(),
  lowStock(),
  backInStock(),
  abandonedCart(),
  giftCardIssued(),
]
test.each(ALL)('the preheader says more than the subject does ($type)', (event) => {
  const { html, subject } = mailOf(event)
  const preheader = /data-skip-in-text="true"[^>]*>([^<]+)/.exec(html)?.[1] ?? ''
  expect(preheader.length).toBeGreaterThan(10)
  expect(subject).not.toContain(preheader)
})
