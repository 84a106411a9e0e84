import type { Money } from '#contract/primitives.ts'

/** An amount in whole minor units (ISO 4217) beside its currency: how the API writes money. */
export const presentMoney = (amountMinor: number, currency: string): Money => ({ amount_minor: amountMinor, currency })
