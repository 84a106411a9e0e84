/**
 * What knows the taxes in place of a store's own table (`domain/tax.ts`). It says which rates apply at a place; amounts,
 * rounding and the explanation of each stay those of `domain/pricing.ts`.
 */
import type { TAX_LEVELS, TaxRate } from '#domain/tax.ts'
import type { Place } from '../shipping/shipping-provider.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export interface TaxRequest {
  store: StoreRecord
  /** Where the goods go, or where they are picked up. */
  destination: Place
  /** Tax categories of the goods in the cart, sorted. */
  categories: readonly string[]
}
export interface ProvidedTaxRate {
  name: string
  /** `region` only where the destination has one. The two levels are added. */
  level: (typeof TAX_LEVELS)[number]
  /** Empty: every category that has no rate of its own in the same level. */
  category: string
  ratePpm: number
}
/** No rates is an answer as well: no tax. */
export type ProvidedTaxes = { outcome: 'answered'; rates: readonly ProvidedTaxRate[] } | { outcome: 'unavailable' }

export interface TaxProvider {
  readonly id: string
  /** Whether the store has chosen it. Asked for every cart, so it looks at nothing but the store. The first one decides. */
  serves(store: StoreRecord): boolean
  /** Within a few seconds, and the same answer for the same request as long as may be: the shopper has seen the total. */
  ratesFor(request: TaxRequest): Promise<ProvidedTaxes>
}

/** As rows of a table for that place alone. */
export const taxRatesOf = (
  provider: TaxProvider,
  rates: readonly ProvidedTaxRate[],
  { country, region }: Place,
): TaxRate[] =>
  rates.map(({ name, level, category, ratePpm }, index) => ({
    id: `${provider.id}-${index}`,
    name,
    country,
    region: level === 'region' ? region : '',
    category,
    ratePpm,
  }))
