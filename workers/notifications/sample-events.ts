/**
 * Events for tests: an order of a store in US dollars with tax on top, what happens to the account of one of its customers,
 * an invitation by the platform, and whatever a test changes about them.
 */
import { v7 as uuidv7 } from 'uuid'
import { type Event, type OrderPaid, type OrderPlaced, PLATFORM_ID, type SecurityNotice } from '#contract/events.ts'

type Store = Event['store']
type Order = OrderPlaced['order']
type Item = Order['items'][number]

const usd = (amountMinor: number) => ({ amount_minor: amountMinor, currency: 'USD' })

export const sampleStore = (changes: Partial<Store> = {}): Store => ({
  id: uuidv7(),
  name: 'Harbour & Pine',
  theme: 'warm',
  locale: 'en-US',
  contact_email: 'hello@demo.example',
  url: 'https://demo.shop.example',
  ...changes,
})

/** The sender of what merchants are told. */
export const platform = (): Store =>
  sampleStore({
    id: PLATFORM_ID,
    name: 'Tradewind',
    theme: 'plain',
    contact_email: 'help@tradewind.example',
    url: 'https://tradewind.example',
  })

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
    store: sampleStore(changes.store),
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

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>
type Changes<Type extends Event['type']> = Partial<EventOf<Type>>

/** As long as a real one; a new one for each event, so that a test can look for it anywhere. */
const sampleToken = () => `${uuidv7()}${uuidv7()}`.replaceAll('-', '').slice(0, 43)

function toPerson() {
  const id = uuidv7()
  return {
    id,
    occurred_at: '2026-11-20T22:00:00.000Z',
    store: sampleStore(),
    recipient: `ada-${id.slice(-12)}@mail.example`,
    name: 'Ada Lovelace',
  }
}

export const emailVerify = (changes: Changes<'EMAIL_VERIFY'> = {}): EventOf<'EMAIL_VERIFY'> => ({
  ...toPerson(),
  type: 'EMAIL_VERIFY',
  url: `https://demo.shop.example/account/confirm?token=${sampleToken()}`,
  expires_at: '2026-11-21T22:00:00.000Z',
  ...changes,
})

export const accountExists = (changes: Changes<'ACCOUNT_EXISTS'> = {}): EventOf<'ACCOUNT_EXISTS'> => ({
  ...toPerson(),
  type: 'ACCOUNT_EXISTS',
  log_in_url: 'https://demo.shop.example/account/log-in',
  reset_url: 'https://demo.shop.example/account/forgot-password',
  ...changes,
})

export const passwordReset = (changes: Changes<'PASSWORD_RESET'> = {}): EventOf<'PASSWORD_RESET'> => ({
  ...toPerson(),
  type: 'PASSWORD_RESET',
  url: `https://demo.shop.example/account/reset-password?token=${sampleToken()}`,
  expires_at: '2026-11-20T23:00:00.000Z',
  ...changes,
})

export const memberInvited = (changes: Changes<'MEMBER_INVITED'> = {}): EventOf<'MEMBER_INVITED'> => ({
  ...toPerson(),
  type: 'MEMBER_INVITED',
  store: platform(),
  name: '',
  url: `https://tradewind.example/invitation?token=${sampleToken()}`,
  expires_at: '2026-11-27T22:00:00.000Z',
  tenant_name: 'Harbour & Pine Ltd',
  invited_by: 'Grace Hopper',
  role: 'manager',
  ...changes,
})

export const securityNotice = (changes: Partial<SecurityNotice> = {}): SecurityNotice => ({
  ...toPerson(),
  type: 'SECURITY_NOTICE',
  notice: 'password_changed',
  detail: '',
  address: '203.0.113.7',
  user_agent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  account_url: 'https://demo.shop.example/account',
  ...changes,
})
