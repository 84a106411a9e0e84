import { describe, expect, test } from 'vitest'
import { NewPromotion, type Promotion, type PromotionEffect } from '#contract/promotion.ts'
import { promotionValues, readPromotion } from './promotion-fields.ts'

const IRISH = { currency: 'EUR', locale: 'en-IE', time_zone: 'Europe/Dublin' }

const id = (n: number) => `0199f7a2-5b0e-7c31-8d6b-0242ac1200${n}`

const PROMOTION: Promotion = {
  id: id(10),
  title: 'Autumn',
  code: 'AUTUMN15',
  currency: 'EUR',
  status: 'live',
  uses: 3,
  effect: { kind: 'percentage', share_bps: 1550, on: 'order' },
  product_ids: [id(11), id(12)],
  category_ids: [id(13)],
  customer_group_ids: [id(14)],
  min_subtotal_minor: 5000,
  min_quantity: 2,
  usage_limit: 100,
  per_customer_limit: 1,
  priority: 10,
  starts_at: '2026-11-01T08:30:00.000Z',
  ends_at: null,
  active: true,
  exclusive: true,
  created_at: '2026-10-01T08:30:00.000Z',
  updated_at: '2026-10-01T08:30:00.000Z',
}

/** The form as the page would send it: a box without its tick is not sent. */
function formOf(promotion: Promotion | null, changes: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...promotionValues(promotion, IRISH), ...changes })) {
    if (name.endsWith('_ids')) for (const one of value.split('\n').filter(Boolean)) form.append(name, one)
    else if (!(['active', 'exclusive'].includes(name) && value === '')) form.set(name, value)
  }
  return form
}
const read = (promotion: Promotion | null, changes?: Record<string, string>) =>
  readPromotion(formOf(promotion, changes), IRISH)

const { id: _id, status: _status, uses: _uses, created_at: _made, updated_at: _changed, ...KEPT } = PROMOTION

describe('a promotion', () => {
  test.each<PromotionEffect>([
    { kind: 'percentage', share_bps: 1550, on: 'order' },
    { kind: 'fixed', amount_minor: 1050, on: 'goods' },
    { kind: 'free_shipping' },
    { kind: 'buy_x_get_y', buy: 3, get: 1, share_bps: 5000, max_times: null },
  ])('survives being shown and sent back: $kind', (effect) => {
    const { body, problems } = read({ ...PROMOTION, effect })
    expect(problems).toEqual({})
    expect(NewPromotion.parse(body)).toEqual({ ...KEPT, effect })
  })

  test('that applies by itself has no code, whatever stands in the field', () => {
    expect(read(PROMOTION, { way: 'automatic' }).body.code).toBeNull()
  })

  test('for all goods forgets those that were ticked', () => {
    expect(read(PROMOTION, { goods: 'all' }).body).toMatchObject({ product_ids: [], category_ids: [] })
  })

  test('for some goods needs at least one', () => {
    expect(read(PROMOTION, { product_ids: '', category_ids: '' }).problems).toHaveProperty('category_ids')
  })

  test('reads nothing of the kinds that were not chosen', () => {
    const { body, problems } = read(PROMOTION, { 'fixed.amount': 'much', 'offer.buy': 'x' })
    expect(problems).toEqual({})
    expect(body.effect).toEqual(PROMOTION.effect)
  })

  test('counts yen without decimals', () => {
    const changes = { kind: 'fixed', currency: 'JPY', 'fixed.amount': '6.50' }
    expect(read(PROMOTION, changes).problems).toHaveProperty(['fixed.amount'])
  })

  test('says beside the field that is shown what the contract refuses', () => {
    const { fieldOf } = read({ ...PROMOTION, effect: { kind: 'fixed', amount_minor: 1, on: 'goods' } })
    expect(['effect.amount_minor', 'code', 'min_subtotal_minor', 'product_ids.3', 'ends_at'].map(fieldOf)).toEqual([
      'fixed.amount',
      'promotion_code',
      'min_subtotal',
      'product_ids',
      'ends_at',
    ])
  })

  describe('in Dublin', () => {
    const SUMMER = { ...PROMOTION, starts_at: '2026-07-01T08:30:15.250Z', ends_at: '2026-10-25T01:30:00.000Z' }
    const times = ({ starts_at, ends_at }: { starts_at: string | null; ends_at: string | null }) => [starts_at, ends_at]

    test('is shown on the clocks there', () => {
      expect(promotionValues(SUMMER, IRISH)).toMatchObject({
        starts_at: '2026-07-01T09:30',
        ends_at: '2026-10-25T01:30',
      })
    })

    test('keeps times that nobody touches, to the millisecond and in the hour that comes twice', () => {
      expect(times(read(SUMMER).body)).toEqual([SUMMER.starts_at, SUMMER.ends_at])
      const first = { ...SUMMER, ends_at: '2026-10-25T00:30:00.000Z' } // 01:30 too, before the clocks go back
      expect(times(read(first).body)).toEqual([first.starts_at, first.ends_at])
    })

    test('takes what is typed as the time there', () => {
      const { body } = read(PROMOTION, { starts_at: '2027-06-01T00:00', ends_at: '2027-12-01T00:00' })
      expect(times(body)).toEqual(['2027-05-31T23:00:00.000Z', '2027-12-01T00:00:00.000Z'])
      expect(times(read(SUMMER, { starts_at: '', ends_at: '' }).body)).toEqual([null, null])
    })

    test('says beside the field that the clocks skip a time', () => {
      expect(read(PROMOTION, { starts_at: '2027-03-28T01:30' }).problems).toEqual({
        starts_at: 'The clocks go forward on this day and skip 01:30. Enter 02:30, say.',
      })
    })
  })
})
