import { describe, expect, test } from 'vitest'
import { standardRates, standardRatesText } from './standard-tax-rates.ts'
import { ratesFor } from './tax.ts'

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

const percentAt = (country: string, region: string, category: string) => {
  const rates = standardRates(country).map((rate, index) => ({ ...rate, id: String(index) }))
  return ratesFor(rates, { country, region }, category).reduce((sum, { ratePpm }) => sum + ratePpm, 0) / 10_000
}

describe('the rates that a store starts with', () => {
  test.each<[string, string, string, number]>([
    ['DE', '', 'standard', 19],
    ['DE', '', 'reduced', 7],
    ['DE', '', 'exempt', 0],
    ['FI', '', 'standard', 25.5],
    ['FI', '', 'reduced-13-5', 13.5],
    ['EE', '', 'standard', 24],
    ['EE', '', 'reduced', 9],
    ['RO', '', 'standard', 21],
    ['RO', '', 'reduced', 11],
    ['LT', '', 'standard', 21],
    ['LT', '', 'reduced', 5],
    ['FR', '', 'reduced-5-5', 5.5],
    ['DK', '', 'standard', 25],
    ['GB', '', 'reduced', 5],
    ['CH', '', 'standard', 8.1],
    ['JP', 'Hyogo', 'reduced', 8],
    ['NZ', '', 'standard', 15],
    ['CA', 'Ontario', 'standard', 13],
    ['CA', 'NS', 'standard', 14],
    ['CA', 'Alberta', 'standard', 5],
    ['US', 'CA', 'standard', 0],
  ])('%s %s, %s: %d %%', (country, region, category, expected) => {
    expect(percentAt(country, region, category)).toBe(expected)
  })

  test('are known for every country of the EU: from 15 to 27 %, the reduced ones below', () => {
    for (const country of EU) {
      const [standard, ...reduced] = standardRates(country)
      expect(standard?.ratePpm, country).toBeGreaterThanOrEqual(150_000)
      expect(standard?.ratePpm, country).toBeLessThanOrEqual(270_000)
      for (const { ratePpm } of reduced) expect(ratePpm, country).toBeLessThan(standard?.ratePpm ?? 0)
    }
  })

  test('are whole parts per million, and no two for the same place and category', () => {
    for (const country of [...EU, 'GB', 'CH', 'NO', 'JP', 'AU', 'NZ', 'CA']) {
      const rates = standardRates(country)
      expect(rates.every(({ ratePpm }) => Number.isInteger(ratePpm))).toBe(true)
      expect(new Set(rates.map(({ region, category }) => `${region} ${category}`)).size).toBe(rates.length)
    }
  })

  test('are said in one line', () => {
    expect(standardRatesText('DE')).toBe('19 % standard, 7 % reduced')
    expect(standardRatesText('FR')).toBe('20 % standard, 10 % and 5.5 % and 2.1 % reduced')
    expect(standardRatesText('DK')).toBe('25 % standard')
    expect(standardRatesText('US')).toBe('')
  })
})
