import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { Address, StartCheckout } from './checkout.ts'
import { SaveAddress, UpdateCustomer } from './customer.ts'
import { NewGiftCard } from './gift-card.ts'
import { LogIn, SignUp } from './identity.ts'
import { StockMove, StockSubscription } from './inventory.ts'
import { NewLocation } from './location.ts'
import { CandidateQuery, NewPriceList } from './price-list.ts'
import { NewPromotion } from './promotion.ts'
import { RateService } from './rate-service.ts'
import { SaveShippingZones } from './shipping.ts'
import { StoreSettings } from './store.ts'
import { SaveTaxRates } from './tax.ts'
import { Invite, UpdateTenant } from './tenant.ts'

const LONG = 'x'.repeat(10_000)
const messageAt = (schema: z.ZodType, body: unknown, at: string): string | undefined =>
  schema.safeParse(body).error?.issues.find(({ path }) => path.join('.') === at)?.message

describe('what is too long is told as that, and not as missing', () => {
  test.each<[string, z.ZodType, unknown]>([
    ['line1', Address, { line1: LONG }],
    ['line2', Address, { line2: LONG }],
    ['phone', Address, { phone: '1'.repeat(41) }],
    ['postal_code', Address, { postal_code: LONG }],
    ['email', StartCheckout, { email: `${'a'.repeat(300)}@example.com` }],
    ['name', StartCheckout, { name: LONG }],
    ['address.city', SaveAddress, { address: { city: LONG } }],
    ['phone', UpdateCustomer, { phone: '1'.repeat(41) }],
    ['name', UpdateCustomer, { name: LONG }],
    ['password', LogIn, { password: LONG }],
    ['store.name', SignUp, { store: { name: LONG } }],
    ['note', NewGiftCard, { note: LONG }],
    ['email', StockSubscription, { email: `${'a'.repeat(300)}@example.com` }],
    ['reason', StockMove, { type: 'count', reason: LONG }],
    ['pickup_note', NewLocation, { pickup_note: LONG }],
    ['name', NewPriceList, { name: LONG }],
    ['q', CandidateQuery, { q: LONG }],
    ['title', NewPromotion, { title: LONG }],
    ['url', RateService, { url: `https://example.com/${LONG}` }],
    ['zones.0.rates.0.name', SaveShippingZones, { zones: [{ rates: [{ name: LONG }] }] }],
    ['zones.0.places.0.regions.0', SaveShippingZones, { zones: [{ places: [{ regions: [LONG] }] }] }],
    ['tagline', StoreSettings, { tagline: LONG }],
    ['locale', StoreSettings, { locale: LONG }],
    ['rates.0.region', SaveTaxRates, { rates: [{ region: LONG }] }],
    ['email', Invite, { email: `${'a'.repeat(300)}@example.com` }],
    ['name', UpdateTenant, { name: LONG }],
  ])('%s', (at, schema, body) => {
    expect(messageAt(schema, body, at)).toMatch(/can have at most|^At most [\d,]+ characters\.$/)
  })
})

test('amounts are too large in words, other numbers by their limit', () => {
  const amount_minor = Number.MAX_SAFE_INTEGER
  expect(messageAt(NewGiftCard, { amount_minor }, 'amount_minor')).toBe('This amount is too large.')
  expect(messageAt(NewPromotion, { product_ids: Array(201).fill('') }, 'product_ids')).toBe('At most 200 of them.')
  expect(messageAt(StockMove, { type: 'count', quantity: 10 ** 12 }, 'quantity')).toMatch(/^At most [\d,]+\.$/)
})
