/** What a store's amounts, weights and times are typed and shown in. */
import type { MerchantStore } from '#contract/store.ts'

export interface StoreNumbers {
  currency: string
  locale: string
}

export const numbersOf = ({
  currency,
  settings,
}: Pick<MerchantStore, 'currency' | 'settings'>): StoreNumbers & StoreClock => ({
  currency,
  locale: settings.locale,
  time_zone: settings.time_zone,
})

/** Where times are typed too. */
export interface StoreClock {
  /** IANA */
  time_zone: string
}
