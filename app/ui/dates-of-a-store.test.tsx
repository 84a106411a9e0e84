/** An order that is placed at 08:42 on 30 November in Kobe is of that day, wherever it is told of; in UTC it is still the 29th. */
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { MemberOf } from '#contract/identity.ts'
import { Time } from '../shell/parts.tsx'
import { TimeZoneContext, timeZoneInSight } from '../shell/time-zone-in-sight.ts'
import { OrderList } from '../storefront/account/order-list.tsx'
import { Timeline } from '../storefront/order/timeline.tsx'
import { Reviews } from '../storefront/product/reviews.tsx'

const AT = '2026-11-29T23:42:00.000Z'
const ID = '0199f7a2-5b0e-7c31-8d6b-0242ac120001'
const KOBE = { locale: 'en-JP', time_zone: 'Asia/Tokyo' }
const wordsOf = (page: React.ReactElement) => renderToStaticMarkup(page).replace(/<[^>]*>/g, ' ')

describe('an order at 08:42 on 30 November in Kobe', () => {
  test('is of that day in the list of a customer’s orders', () => {
    const total = { amount_minor: 5000, currency: 'JPY' }
    const order = { id: ID, number: 1001, status: 'confirmed' as const, placed_at: AT, item_count: 1, total }
    const words = wordsOf(<OrderList orders={[{ ...order, payment_status: 'paid' }]} store={KOBE} />)
    expect(words).toContain('November 30, 2026')
  })
  test('has a timeline of that day, at that time', () => {
    const words = wordsOf(<Timeline events={[{ type: 'placed', message: 'Placed', created_at: AT }]} store={KOBE} />)
    expect(words).toContain('Nov 30, 2026, 8:42')
  })
  test('has reviews of the store’s days', () => {
    const review = { id: ID, author_name: 'Aiko', title: 'Good', comment: 'Tea', rating: 5, created_at: AT }
    expect(wordsOf(<Reviews reviews={[review]} rating={null} store={KOBE} />)).toContain('November 30, 2026')
  })
  test('is told to its merchant with the name of the zone', () => {
    const inKobe = (page: React.ReactElement) =>
      wordsOf(<TimeZoneContext.Provider value="Asia/Tokyo">{page}</TimeZoneContext.Provider>)
    expect(inKobe(<Time iso={AT} />)).toContain('30 Nov 2026, 08:42 GMT+9')
    expect(inKobe(<Time iso={AT} isDay />)).toContain('30 November 2026')
  })
})

describe('the dashboard goes by the clocks', () => {
  const store = (id: string, time_zone: string) => ({
    id,
    slug: id,
    name: id,
    status: 'active' as const,
    time_zone,
    url: 'http://x.test',
  })
  const member = (...stores: MemberOf['stores']): MemberOf => ({
    tenant: { id: ID, name: 'T', status: 'active', mfa_required: false },
    role: 'owner',
    stores,
  })
  const [kobe, york, other] = [
    store('kobe', 'Asia/Tokyo'),
    store('york', 'Europe/London'),
    store('other', 'Asia/Tokyo'),
  ]

  test('of the store in sight', () => expect(timeZoneInSight(member(kobe, york), 'york')).toBe('Europe/London'))
  test('that all stores of a business have', () =>
    expect(timeZoneInSight(member(kobe, other), undefined)).toBe('Asia/Tokyo'))
  test('of nobody where they differ, or there are none', () => {
    expect(timeZoneInSight(member(kobe, york), undefined)).toBe('UTC')
    expect(timeZoneInSight(member(), undefined)).toBe('UTC')
    expect(timeZoneInSight(null, undefined)).toBe('UTC')
  })
})
