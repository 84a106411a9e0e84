/**
 * Every mail with hostile text in every place that holds words: whatever people type, it is no link, no markup and no line of
 * its own. Goes through all kinds of events, and in each through every text that the contract lets be anything.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { expect, test } from 'vitest'
import { Event } from '#contract/events.ts'
import { messagesOf } from '../messages.ts'
import { orderPlaced, SAMPLE_EVENTS, sampleItem } from '../sample-events.ts'

/** Texts by their form, which the platform writes or has checked: mail addresses, a language tag, a picture's own path. */
const NOT_TYPED = new Set(['recipient', 'contact_email', 'email', 'locale', 'image_url'])

const HOSTILE = {
  'an address': 'Prize: https://evil.example/win',
  'an address without its scheme': 'www.evil.example',
  'a domain with a path': 'evil.example/x',
  'a mailbox': 'me@evil.example',
  'a number as a host': 'http://203.0.113.66/',
  'a domain with a hole': 'evil\u200b.example evil.\u2060example evil.\u200dexample',
  'a server on the network': '\\\\evil\\share',
  'another language’s dots': 'evil。example evil．example',
  'lines of its own': 'Ada\r\nHOSTILE line\u2028HOSTILE line\u0085HOSTILE line\vHOSTILE\fHOSTILE',
  markup: '<a href="https://evil.example">HOSTILE</a><img src=x onerror=alert(1)><script>HOSTILE</script>',
  'another direction': 'invoice\u202egpj.exe\u2066x\u2069',
}

type Fill = (leaf: string, key: string) => string

function fillTexts<T>(value: T, fill: Fill, key?: string): T
function fillTexts(value: unknown, fill: Fill, key = ''): unknown {
  if (typeof value === 'string') return fill(value, key)
  if (Array.isArray(value)) return value.map((each) => fillTexts(each, fill, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fillTexts(each, fill, name)]))
}

/** Whether the contract lets the text under this key be any words: the event is still one with `Some words` in it. */
function isFree(event: Event, key: string): boolean {
  if (NOT_TYPED.has(key)) return false
  return Event.safeParse(fillTexts(event, (text, at) => (at === key ? 'Some words' : text))).success
}

function hostile(event: Event, typed: string): { event: Event; filled: string[] } {
  const filled = new Set<string>()
  const changed = fillTexts(event, (text, key) => {
    if (!isFree(event, key)) return text
    filled.add(key)
    return typed
  })
  return { event: changed, filled: [...filled] }
}

const usd = (amountMinor: number) => ({ amount_minor: amountMinor, currency: 'USD' })
/** What an order may have besides: discounts, gift cards, no address, a pickup. */
const ORDERS: Event[] = (['shipping', 'pickup', 'none'] as const).flatMap((kind) =>
  [true, false].map((isTaxIncluded) => {
    const { order } = orderPlaced()
    return orderPlaced({
      order: {
        fulfillment_type: kind,
        items: [sampleItem({ discount: usd(100), backordered: 1, is_gift_card: kind === 'none' })],
        discounts: [{ promotion_id: order.id, title: 'Sale', code: 'SALE', amount: usd(100) }],
        gift_cards: [{ last_four: '9K2M', amount: usd(5000) }],
        totals: { ...order.totals, gift_card: usd(5000), payable: usd(2794), tax_included: isTaxIncluded },
      },
    })
  }),
)
const EVENTS: Event[] = [...Object.values(SAMPLE_EVENTS).map((make) => make()), ...ORDERS]
const CASES = Object.entries(HOSTILE).flatMap(([what, typed]) =>
  EVENTS.map((event) => [what, event.type, typed, event] as const),
)

/** What the mail may lead to: the addresses in its event, the sender's mailbox. */
function placesIn(event: Event): string[] {
  const urls: string[] = []
  fillTexts(event, (text, key) => {
    if (/url$/.test(key) && URL.canParse(text)) urls.push(text)
    return text
  })
  return urls
}

/** What mail programs make links of, generously. */
const LINKABLE = /https?:\/|(?:[\p{L}\p{N}-]|\u200d)[.。．｡](?:\p{L}|\u200d)|\S@[^\s\u2060]|\\\\/iu

interface Words {
  text: string
  /** Where the nearest link around them leads. */
  href: string | null
}

function* wordsIn(node: DefaultTreeAdapterTypes.Node, href: string | null = null): Generator<Words> {
  if (node.nodeName === '#text' && 'value' in node) yield { text: node.value, href }
  if (['style', 'head'].includes(node.nodeName) || !('childNodes' in node)) return
  const own =
    'attrs' in node && node.tagName === 'a' ? (node.attrs.find(({ name }) => name === 'href')?.value ?? '') : href
  for (const child of node.childNodes) yield* wordsIn(child, own)
}

test.each(CASES)('%s in a mail of %s', (_, type, typed, sample) => {
  const { event, filled } = hostile(sample, typed)
  const places = placesIn(event)
  const mailbox = event.store.contact_email
  const mails = messagesOf(event)
  if (type !== 'ORDER_PAID') expect(mails.length).toBeGreaterThan(0)
  expect(filled).toContain('name') // at the least the sender's

  for (const { subject, html, text } of mails) {
    expect(subject).not.toMatch(LINKABLE)
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)

    expect(html).not.toMatch(/<script|<img src=x|onerror=alert\(1\)>/)
    for (const { text: words, href } of wordsIn(parse(html))) {
      const isOwnAddress = href !== null && (href === words || words === mailbox || words === URL.parse(href)?.host)
      if (!isOwnAddress) expect(words).not.toMatch(LINKABLE)
      if (href !== null && !href.startsWith(`mailto:${mailbox}`)) expect(places).toContain(href)
      expect(words).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    }

    const said = [...places, mailbox]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, own) => rest.replaceAll(own, ''), text)
    expect(said).not.toMatch(LINKABLE)
    expect(said).not.toMatch(/^\s*HOSTILE/m)
    expect(said).not.toMatch(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u)
  }
})
