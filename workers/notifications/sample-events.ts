/**
 * Events for tests: an order of a store in US dollars with tax on top, what happens to the account of one of its customers,
 * an invitation by the platform, and whatever a test changes about them.
 */
import { v7 as uuidv7 } from 'uuid'
import {
  type AbandonedCart,
  type BackInStock,
  type Event,
  type GiftCardIssued,
  type LowStock,
  type OrderPaid,
  type OrderPlaced,
  PLATFORM_ID,
  type SecurityNotice,
} from '#contract/events.ts'

type Store = Event['store']
type Order = OrderPlaced['order']
type Item = Order['items'][number]

const usd = (amountMinor: number) => ({ amount_minor: amountMinor, currency: 'USD' })

export const sampleStore = (changes: Partial<Store> = {}): Store => ({
  id: uuidv7(),
  name: 'Harbour & Pine',
  theme: 'warm',
  locale: 'en-US',
  time_zone: 'UTC',
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
    discount: usd(0),
    is_gift_card: false,
    backordered: 0,
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
      fulfillment_type: 'shipping',
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
      discounts: [],
      gift_cards: [],
      totals: {
        subtotal: usd(6600),
        discount: usd(0),
        shipping: usd(600),
        tax: usd(594),
        taxes: [{ name: 'Sales tax', rate_ppm: 82_500, amount_minor: 594 }],
        total: usd(7794),
        gift_card: usd(0),
        payable: usd(7794),
        tax_included: false,
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

function toReader() {
  const { name: _, ...reader } = toPerson()
  return reader
}

export const lowStock = (changes: Partial<LowStock> = {}): LowStock => ({
  ...toReader(),
  type: 'LOW_STOCK',
  variant_id: uuidv7(),
  sku: 'HP-MUG-SAND',
  title: 'Stoneware mug',
  variant_title: 'Sand',
  available: 2,
  ...changes,
})

export const backInStock = (changes: Partial<BackInStock> = {}): BackInStock => ({
  ...toReader(),
  type: 'BACK_IN_STOCK',
  variant_id: uuidv7(),
  title: 'Stoneware mug',
  variant_title: 'Sand',
  product_url: 'https://demo.shop.example/products/stoneware-mug',
  ...changes,
})

export const abandonedCart = (changes: Partial<AbandonedCart> = {}): AbandonedCart => ({
  ...toReader(),
  type: 'ABANDONED_CART',
  cart_id: uuidv7(),
  items: [
    { title: 'Stoneware mug', variant_title: 'Sand', quantity: 2, image_url: null },
    { title: 'Linen tea towel', variant_title: '', quantity: 1, image_url: null },
  ],
  cart_url: `https://demo.shop.example/cart/open?cart=${uuidv7()}&token=${sampleToken()}`,
  ...changes,
})

const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** A new one for each event, so that a test can look for it anywhere. */
const sampleCode = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte, index) => (index % 4 === 0 && index > 0 ? '-' : '') + CODE_LETTERS[byte % 32])
    .join('')

export const giftCardIssued = (changes: Partial<GiftCardIssued> = {}): GiftCardIssued => ({
  ...toReader(),
  type: 'GIFT_CARD_ISSUED',
  gift_card_id: uuidv7(),
  code: sampleCode(),
  amount: usd(5000),
  expires_at: '2027-11-20T22:00:00.000Z',
  shop_url: 'https://demo.shop.example',
  ...changes,
})

/** One of each kind: a new event is in every test that goes through them. */
export const SAMPLE_EVENTS: { [Type in Event['type']]: () => EventOf<Type> } = {
  ORDER_PLACED: () => orderPlaced(),
  ORDER_PAID: () => orderPaid(),
  EMAIL_VERIFY: () => emailVerify(),
  ACCOUNT_EXISTS: () => accountExists(),
  PASSWORD_RESET: () => passwordReset(),
  MEMBER_INVITED: () => memberInvited(),
  SECURITY_NOTICE: () => securityNotice(),
  LOW_STOCK: () => lowStock(),
  BACK_IN_STOCK: () => backInStock(),
  ABANDONED_CART: () => abandonedCart(),
  GIFT_CARD_ISSUED: () => giftCardIssued(),
}
