import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { readCheckoutValues } from '../storefront/checkout/checkout-fields.ts'
import { AddressFields } from './address-fields.tsx'
import type { AddressField } from './address-form.ts'
import { countriesByName } from './countries.ts'

const pageOf = (values: Partial<Record<AddressField, string>>, countries = ['US', 'DE', 'JP']) =>
  renderToStaticMarkup(
    <AddressFields
      field={(name) => ({ id: name, name, defaultValue: values[name] ?? '', error: undefined })}
      countries={countriesByName(countries, 'en')}
    />,
  )
const labelsOf = (page: string) =>
  [...page.matchAll(/<label[^>]*>(.*?)<\/label>/g)].map(([, text = '']) => text.replace(/<[^>]*>/g, ''))
/** The list of regions alone. */
const regionsOf = (page: string) => /<select id="region".*?<\/select>/s.exec(page)?.[0] ?? ''

describe('the fields of an address', () => {
  test('are those of its country, in its order', () => {
    expect(labelsOf(pageOf({ country: 'US' }))).toEqual([
      'Country',
      'Full name',
      'Street and number',
      'Flat, floor, building (optional)',
      'City',
      'State',
      'ZIP code',
      'Phone (optional)',
    ])
    expect(labelsOf(pageOf({ country: 'DE' })).slice(4, 7)).toEqual([
      'Postal code (PLZ)',
      'Town or city',
      'State, province or region (optional)',
    ])
    expect(labelsOf(pageOf({ country: 'JP' })).slice(2, 5)).toEqual(['Postal code', 'Prefecture', 'City, ward or town'])
  })

  test('let the region be chosen, however it was written before', () => {
    expect(regionsOf(pageOf({ country: 'US', region: 'calif.' }))).toContain(
      '<option value="CA" selected="">California',
    )
    expect(regionsOf(pageOf({ country: 'JP', region: '東京都' }))).toContain(
      '<option value="13" selected="">Tokyo 東京都',
    )
    expect(regionsOf(pageOf({ country: 'DE', region: 'Bayern' }))).toBe('')
  })

  test('keep a region that is on no list', () => {
    const list = regionsOf(pageOf({ country: 'US', region: 'Atlantis' }))
    expect(list).toContain('<option value="Atlantis" selected="">Atlantis')
    expect(list.match(/<option/g)).toHaveLength(64)
  })

  test('bring the list of no other country, and a button only where there are several', () => {
    const [many, one] = [pageOf({ country: 'DE' }), pageOf({ country: 'DE' }, ['DE'])]
    expect(many).not.toContain('California')
    expect([many.includes('name="update"'), one.includes('name="update"')]).toEqual([true, false])
  })
})

describe('a country that is changed', () => {
  const read = (fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return readCheckoutValues(form).region
  }
  test('drops a region of the one before', () => {
    expect(read({ region_of: 'US', country: 'JP', region: 'CA' })).toBe('')
    expect(read({ region_of: 'CA', country: 'DE', region: 'ON' })).toBe('')
    expect(read({ region_of: 'US', country: 'US', region: 'CA' })).toBe('CA')
    expect(read({ region_of: 'DE', country: 'US', region: 'Bayern' })).toBe('Bayern')
  })
  test('keeps one that it has too, and whatever came without the question', () => {
    expect(read({ region_of: 'US', country: 'AU', region: 'WA' })).toBe('WA')
    expect(read({ country: 'JP', region: 'CA' })).toBe('CA')
  })
})
