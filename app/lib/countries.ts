/** Country names in the store's language, from the runtime's own tables. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

export interface Country {
  code: string
  name: string
}

export function countriesByName(codes: readonly string[], locale: string): Country[] {
  const countries = codes.map((code) => ({ code, name: countryName(code, locale) }))
  return countries.sort((a, b) => a.name.localeCompare(b.name, locale))
}
