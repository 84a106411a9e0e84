/** Events for tests: an order of a store in US dollars with tax on top, and whatever a test changes about it. */
import { v7 as uuidv7 } from 'uuid'
import type { OrderPaid, OrderPlaced } from '#contract/events.ts'

type Store = OrderPlaced['store']
type Order = OrderPlaced['order']
type Item = Order['items'][number]

const usd = (amountMinor: number) => ({ amount_minor: amountMinor, currency: 'USD' })

export function sampleItem(changes: Partial<Item> = {}): Item {
  return {
    title: 'Stoneware mug',
    variant_title: 'Sand',
    sku: 'HP-MUG-SAND',
    image_url: '/media/store/product/mug.webp',
    quantity: 2,
    unit_price: usd(2400),
    line_total: usd(4800),
    ...changes,
  }
}

export function orderPlaced(changes: { store?: Partial<Store>; order?: Partial<Order> } = {}): OrderPlaced {
  const id = uuidv7()
  return {
    id,
    type: 'ORDER_PLACED',
    occurred_at: '2026-11-20T22:00:00.000Z',
    store: {
      id: uuidv7(),
      name: 'Harbour & Pine',
      theme: 'warm',
      locale: 'en-US',
      contact_email: 'hello@demo.example',
      url: 'https://demo.shop.example',
      ...changes.store,
    },
    order: {
      id: uuidv7(),
      number: 1001,
      status: 'confirmed',
      payment_status: 'paid',
      email: `buyer-${id.slice(-12)}@mail.example`,
      shipping_address: {
        name: 'Ada Lovelace',
        line1: '12 Harbour Street',
        line2: 'Apartment 4',
        city: 'Portland',
        region: 'OR',
        postal_code: '97204',
        country: 'US',
        phone: '',
      },
      shipping_method: 'Standard delivery',
      payment_method: 'Test card',
      items: [
        sampleItem(),
        sampleItem({
          title: 'Linen tea towel',
          variant_title: '',
          quantity: 1,
          unit_price: usd(1800),
          line_total: usd(1800),
        }),
      ],
      totals: {
        subtotal: usd(6600),
        shipping: usd(600),
        tax: usd(594),
        total: usd(7794),
        tax_included: false,
        tax_rate_bps: 825,
      },
      placed_at: '2026-11-20T22:00:00.000Z',
      ...changes.order,
    },
    order_url: 'https://demo.shop.example/orders/1001?token=secret-token',
  }
}

export function orderPaid(): OrderPaid {
  const { store, order } = orderPlaced()
  return {
    id: uuidv7(),
    type: 'ORDER_PAID',
    occurred_at: '2026-11-20T22:00:00.000Z',
    store,
    order_id: order.id,
    order_number: order.number,
    totals: order.totals,
  }
}
