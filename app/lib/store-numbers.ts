/** What a store's amounts and weights are typed and shown in. */
import type { MerchantStore } from '#contract/store.ts'

export interface StoreNumbers {
  currency: string
  locale: string
}

export const numbersOf = ({ currency, settings }: Pick<MerchantStore, 'currency' | 'settings'>): StoreNumbers => ({
  currency,
  locale: settings.locale,
})
