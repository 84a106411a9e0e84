/** Currencies that a store can have, by their names in English. Those of the past have their years in the name. */
export interface NamedCode {
  code: string
  name: string
}

/** Metals, funds and test codes begin with X; so do four currencies of several countries. */
const REAL_X = ['XAF', 'XCD', 'XCG', 'XOF', 'XPF']

export function currenciesByName(locale = 'en'): NamedCode[] {
  const names = new Intl.DisplayNames([locale], { type: 'currency' })
  return Intl.supportedValuesOf('currency')
    .filter((code) => !code.startsWith('X') || REAL_X.includes(code))
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .filter(({ code, name }) => name !== code && !/\d{4}/.test(name))
    .sort((a, b) => a.name.localeCompare(b.name, locale))
}
