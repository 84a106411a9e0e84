import { describe, expect, test } from 'vitest'
import { orderPlaced, sampleItem } from '../sample-events.ts'
import { wordsOf } from '../test-words.ts'
import { renderOrderConfirmation } from './order-confirmation.tsx'

const yen = (amountMinor: number) => ({ amount_minor: amountMinor, currency: 'JPY' })
const inYen = (totals: { shipping: number; tax: number; total: number; taxIncluded: boolean }) => ({
  subtotal: yen(10_760),
  discount: yen(0),
  shipping: yen(totals.shipping),
  tax: yen(totals.tax),
  taxes: [{ name: 'tax', rate_ppm: 100_000, amount_minor: totals.tax }],
  total: yen(totals.total),
  gift_card: yen(0),
  payable: yen(totals.total),
  tax_included: totals.taxIncluded,
})
const usd = (amountMinor: number) => ({ amount_minor: amountMinor, currency: 'USD' })

describe('the order confirmation', () => {
  test('says the same in HTML and in text: who, what, how much, where to and where to look', () => {
    const { html, text } = renderOrderConfirmation(orderPlaced())
    const facts = [
      'Harbour & Pine',
      'Your order 1001 is confirmed',
      'Hello Ada Lovelace,',
      'What happens next',
      'We received your payment of $77.94.',
      'Standard delivery to Portland.',
      'Stoneware mug',
      'Sand',
      '2 × $24.00',
      '$48.00',
      'Linen tea towel',
      'Subtotal',
      '$66.00',
      '$6.00',
      'Plus Sales tax (8.25%)',
      '$5.94',
      'Total',
      '$77.94',
      '12 Harbour Street',
      'Apartment 4',
      'Portland, OR 97204',
      'United States',
      'Test card, paid',
      'hello@demo.example',
    ]
    const words = wordsOf(html)
    for (const fact of facts) {
      expect(words.toLowerCase(), `HTML: ${fact}`).toContain(fact.toLowerCase())
      expect(text.toLowerCase(), `text: ${fact}`).toContain(fact.toLowerCase())
    }
    expect(html).toContain('href="https://demo.shop.example/orders/1001?token=secret-token"')
    expect(text).toContain('\nhttps://demo.shop.example/orders/1001?token=secret-token\n')
  })

  test('tells the steps in their order', () => {
    const { text } = renderOrderConfirmation(orderPlaced())
    expect(text).toMatch(/1\. We received your payment .*\n2\. We pack .*\n3\. Standard delivery/)
  })

  test('does not claim a payment that has not arrived', () => {
    const { html, text } = renderOrderConfirmation(orderPlaced({ order: { payment_status: 'authorized' } }))
    expect(text).toContain('We are confirming your payment of $77.94.')
    expect(text).toContain('Test card, not yet confirmed')
    expect(html + text).not.toContain('We received')
  })

  test('shows pictures by their full address, and a quiet ground where there is none', () => {
    const items = [sampleItem(), sampleItem({ image_url: null, title: 'Gift card' })]
    const { html } = renderOrderConfirmation(orderPlaced({ order: { items } }))
    expect(html.match(/<img/g)).toHaveLength(1)
    expect(html).toContain('src="https://demo.shop.example/media/store/product/mug.webp?w=160"')
  })

  test('names no options where the product has none', () => {
    const { text } = renderOrderConfirmation(orderPlaced({ order: { items: [sampleItem({ variant_title: '' })] } }))
    expect(text).toMatch(/\nStoneware mug\n2 × /)
  })
})

describe('amounts', () => {
  const store = { locale: 'en-JP' }

  test('where prices include tax, the total says how much of it is tax, and no row adds it', () => {
    const totals = inYen({ shipping: 0, tax: 978, total: 10_760, taxIncluded: true })
    const { html, text } = renderOrderConfirmation(orderPlaced({ store, order: { totals } }))
    expect(text).toMatch(/Total +¥10,760\n +incl\. ¥978 tax \(10%\)/)
    expect(wordsOf(html)).toContain('incl. ¥978 tax (10%)')
    expect(html + text).not.toContain('Plus tax')
  })

  test('where they do not, tax is a row of its own', () => {
    const totals = inYen({ shipping: 500, tax: 1126, total: 12_386, taxIncluded: false })
    const { text } = renderOrderConfirmation(orderPlaced({ store, order: { totals } }))
    expect(text).toMatch(/Standard delivery +¥500\nPlus tax \(10%\) +¥1,126\nTotal +¥12,386\n/)
    expect(text).not.toContain('incl.')
  })

  test('free delivery is called free', () => {
    const totals = inYen({ shipping: 0, tax: 978, total: 10_760, taxIncluded: true })
    expect(renderOrderConfirmation(orderPlaced({ store, order: { totals } })).text).toMatch(/Standard delivery +Free\n/)
  })

  const discount = (title: string, code: string | null, amountMinor: number) => ({
    promotion_id: title,
    title,
    code,
    amount: usd(amountMinor),
  })
  const { totals: plain } = orderPlaced().order

  test('promotions are named, those on delivery too, and what counts adds up', () => {
    const order = {
      discounts: [discount('Summer sale', null, 1000), discount('Free delivery', 'POST', 600)],
      totals: { ...plain, discount: usd(1000), shipping: usd(0), tax: usd(462), taxes: [], total: usd(6062) },
    }
    const { text, html } = renderOrderConfirmation(orderPlaced({ order }))
    expect(text).toMatch(
      /Subtotal +\$66\.00\nSummer sale +−\$10\.00\nFree delivery \(POST\) +−\$6\.00\nStandard delivery +\$6\.00\nTotal +\$60\.62\n/,
    )
    expect(wordsOf(html)).toContain('Free delivery (POST) −$6.00')
  })

  test('several taxes are several rows, or all in the note of the total', () => {
    const taxes = [
      { name: 'GST', rate_ppm: 50_000, amount_minor: 330 },
      { name: 'QST', rate_ppm: 99_750, amount_minor: 659 },
    ]
    const said = (included: boolean) =>
      renderOrderConfirmation(orderPlaced({ order: { totals: { ...plain, taxes, tax_included: included } } })).text
    expect(said(false)).toMatch(/Plus GST \(5%\) +\$3\.30\nPlus QST \(9\.975%\) +\$6\.59\n/)
    expect(said(true)).toMatch(/Total +\$77\.94\n +incl\. \$3\.30 GST \(5%\), \$6\.59 QST \(9\.975%\)\n/)
  })

  test('a gift card is taken off the total, and the rest is to be paid', () => {
    const order = {
      gift_cards: [{ last_four: '9K2M', amount: usd(5000) }],
      totals: { ...plain, gift_card: usd(5000), payable: usd(2794) },
    }
    const { text } = renderOrderConfirmation(orderPlaced({ order }))
    expect(text).toMatch(/Total +\$77\.94\nGift card •••• 9K2M +−\$50\.00\nPaid +\$27\.94\n/)
    expect(text).toContain('We received your payment of $27.94.')
    expect(text).toContain('Gift card •••• 9K2M, $50.00\nTest card, paid')
  })

  test('nothing to pay is said as that, and names no other payment', () => {
    const order = {
      gift_cards: [{ last_four: '9K2M', amount: usd(7794) }],
      totals: { ...plain, gift_card: usd(7794), payable: usd(0) },
      payment_method: '',
    }
    const { text } = renderOrderConfirmation(orderPlaced({ order }))
    expect(text).toContain('1. Your order is paid in full.')
    expect(text).toMatch(/Gift card •••• 9K2M, \$77\.94\n\n-/)
  })

  test('are written as the language of the store writes them', () => {
    const german = renderOrderConfirmation(orderPlaced({ store: { locale: 'de-DE' } }))
    expect(german.text).toContain('77,94\u00a0$')
  })
})

describe('how it comes', () => {
  const textOf = (order: Partial<Parameters<typeof renderOrderConfirmation>[0]['order']>) =>
    renderOrderConfirmation(orderPlaced({ order })).text

  test('a pickup says where, and that nobody brings it', () => {
    const text = textOf({ fulfillment_type: 'pickup', shipping_method: 'Pickup at the workshop' })
    expect(text).toMatch(/2\. We pack your order\.\n3\. You pick it up at 12 Harbour Street, Portland\.\n/)
    expect(text).toContain('PICKUP AT')
    expect(text).not.toContain('Standard delivery to')
  })

  test('gift cards alone are sent by mail: no parcel, no address', () => {
    const items = [sampleItem({ title: 'Gift card', is_gift_card: true })]
    const text = textOf({ fulfillment_type: 'none', shipping_method: '', items })
    expect(text).toContain('2. We e-mail your gift cards, each with its code.')
    expect(text).toContain('SENT TO')
    expect(text).not.toMatch(/We pack|Harbour Street|Standard delivery/)
  })

  test('gift cards for somebody else say whom they are for, and are not sent to the buyer', () => {
    const items = [sampleItem({ title: 'Gift card', is_gift_card: true, gift_to: 'Bo' })]
    const text = textOf({ fulfillment_type: 'none', shipping_method: '', items })
    expect(text).toContain('For Bo')
    expect(text).toContain('ORDERED BY')
    expect(text).not.toContain('SENT TO')
  })

  test('of what is not delivered no parcel and no mail is promised', () => {
    const items = [sampleItem({ title: 'A pattern to download' })]
    const text = textOf({ fulfillment_type: 'none', shipping_method: '', items })
    expect(text).toMatch(/ORDERED BY[\s\S]*No delivery needed/)
    expect(text).not.toMatch(/We pack|Sent by e-mail|SENT TO/)
  })

  test('pieces that come later are told of at their line and in the steps', () => {
    const { html, text } = renderOrderConfirmation(
      orderPlaced({ order: { items: [sampleItem({ backordered: 1, discount: usd(480) })] } }),
    )
    for (const said of ['−$4.80 discount', '1 on backorder, sent when back in stock', 'Backordered items follow']) {
      expect(wordsOf(html)).toContain(said)
      expect(text).toContain(said)
    }
    expect(text).not.toContain('Everything is reserved')
  })
})

describe('what people typed', () => {
  const attack = '<script>alert("x")</script>'

  test('is text, never markup, wherever it stands', () => {
    const base = orderPlaced()
    const { html } = renderOrderConfirmation({
      ...base,
      store: { ...base.store, name: attack },
      order: {
        ...base.order,
        shipping_method: attack,
        payment_method: attack,
        shipping_address: { ...base.order.shipping_address, name: attack, line1: attack, city: attack },
        items: [sampleItem({ title: attack, variant_title: attack })],
      },
    })
    expect(html).not.toContain('<script')
    expect(html.split('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;').length).toBeGreaterThan(8)
  })

  test('cannot leave an attribute', () => {
    const store = { contact_email: 'x@mail.example"onclick="alert(1)' }
    const items = [sampleItem({ image_url: '/media/a" onerror="alert(1)' })]
    const { html } = renderOrderConfirmation(orderPlaced({ store, order: { items } }))
    expect(html).not.toMatch(/"\s*on(click|error)="/)
  })
})

test.each(['plain', 'warm', 'night'] as const)('the %s theme is laid out for 600 px, phones and dark mode', (theme) => {
  const { html } = renderOrderConfirmation(orderPlaced({ store: { theme } }))
  expect(html).toContain('max-width:600px')
  expect(html).toContain('@media (prefers-color-scheme: dark){.canvas{background-color:#')
  expect(html).toContain('@media (max-width: 620px){')
  expect(html).toContain('<meta name="color-scheme" content="light dark"/>')
})

test('a hundred lines stay below the 102 KB at which Gmail cuts off; the text has them all', () => {
  const items = Array.from({ length: 100 }, (_, n) =>
    sampleItem({ title: `Something of ordinary length, number ${n}` }),
  )
  const { html, text } = renderOrderConfirmation(orderPlaced({ order: { items } }))
  expect(new TextEncoder().encode(html).length).toBeLessThan(102_000)
  expect(wordsOf(html)).toContain('And 60 more on your order page.')
  expect(text.match(/number \d+/g)).toHaveLength(100)
})
