/**
 * Decimals of each currency's minor unit, where they are not 2. Source: ISO 4217 list one (2026). Only currencies in
 * circulation; funds and metals are left out.
 */
const WITHOUT_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const WITH_THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'

const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...WITHOUT_DECIMALS.split(' ').map((code) => [code, 0] as const),
  ...WITH_THREE_DECIMALS.split(' ').map((code) => [code, 3] as const),
])

/**
 * Currencies whose ISO exponent nobody uses in shops, and the 0 that they do use: the product treats TZS as a currency
 * without decimals.
 */
const IN_PRACTICE: ReadonlyMap<string, number> = new Map([['TZS', 0]])

/** How many decimals the currency's minor unit stands for: USD 2, JPY 0, KWD 3, TZS 0. */
export const exponentOf = (currency: string): number => IN_PRACTICE.get(currency) ?? EXPONENTS.get(currency) ?? 2
