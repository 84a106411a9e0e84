import { describe, expect, test } from 'vitest'
import type { DeliveryRate, ShippingZone } from '#contract/shipping.ts'
import { firstSteps, hasOwnDelivery, type Progress } from './first-steps.ts'

const NEW: Progress = {
  hasMfa: false,
  isTheirs: false,
  hasOwnDelivery: false,
  hasTaxRates: false,
  country: 'DE',
  memberCount: 1,
  storeId: 's',
  productCount: 0,
}

describe('the first steps', () => {
  test('say that delivery is free, and which taxes a store can start with', () => {
    const steps = firstSteps(NEW, 'owner')
    expect(steps.map(({ title }) => title)).toEqual([
      'Turn on two-step verification',
      'Make the store yours',
      'Set delivery prices',
      'Check your taxes',
      'Add products',
      'Invite your team',
    ])
    expect(steps[2]?.text).toMatch(/free now/)
    expect(steps[3]?.text).toContain('the rates of Germany: 19 % standard, 7 % reduced')
    expect(steps.every(({ isDone }) => !isDone)).toBe(true)
  })

  test('are only what the role may do', () => {
    expect(firstSteps(NEW, 'staff').map(({ title }) => title)).toEqual([
      'Turn on two-step verification',
      'Add products',
    ])
    expect(firstSteps({ ...NEW, storeId: null }, 'owner').map(({ title }) => title)).toEqual([
      'Turn on two-step verification',
      'Invite your team',
    ])
  })
})

describe('delivery of one’s own', () => {
  const rate = { name: 'Standard delivery', steps: [{ from: 0, price_minor: 0 }] } as DeliveryRate
  const zone = (...rates: DeliveryRate[]) => ({ name: 'Home', rates }) as ShippingZone
  test.each<[string, ShippingZone[], boolean]>([
    ['as a store begins', [zone(rate)], false],
    ['with a price', [zone({ ...rate, steps: [{ from: 0, price_minor: 500 }] })], true],
    ['by another name', [zone({ ...rate, name: 'Free delivery' })], true],
    ['with a second zone', [zone(rate), zone(rate)], true],
    ['nowhere', [], true],
  ])('%s', (_, zones, expected) => {
    expect(hasOwnDelivery(zones)).toBe(expected)
  })
})
