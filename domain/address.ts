/**
 * What an address needs, by country. Only formats that their post office states are checked; everywhere else any text
 * passes, since refusing a real address loses a sale. Source: Universal Postal Union addressing sheets.
 */
const POSTAL_CODES: Record<string, { pattern: RegExp; example: string }> = {
  AU: { pattern: /^\d{4}$/, example: '2000' },
  CA: { pattern: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i, example: 'K1A 0B1' },
  DE: { pattern: /^\d{5}$/, example: '10115' },
  FR: { pattern: /^\d{5}$/, example: '75001' },
  GB: { pattern: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, example: 'SW1A 1AA' },
  JP: { pattern: /^\d{3}-?\d{4}$/, example: '650-0021' },
  US: { pattern: /^\d{5}(-\d{4})?$/, example: '94107' },
}

const REGION_NEEDED: Record<string, string> = {
  AU: 'Enter the state or territory.',
  CA: 'Enter the province.',
  JP: 'Enter the prefecture.',
  US: 'Enter the state.',
}

/** What is wrong with a postal code, in words for the person, or null. */
export function postalCodeProblem(country: string, postalCode: string): string | null {
  const rule = POSTAL_CODES[country]
  if (!rule) return null
  return rule.pattern.test(postalCode.trim()) ? null : `Enter a postal code like ${rule.example}.`
}

/** What is wrong with a region (state, province, prefecture), in words for the person, or null. */
export function regionProblem(country: string, region: string): string | null {
  const missing = REGION_NEEDED[country]
  return missing && region.trim() === '' ? missing : null
}

/** An address as an order keeps it. */
export interface PostalAddress {
  readonly name: string
  readonly line1: string
  readonly line2: string
  readonly city: string
  /** State, province or prefecture. */
  readonly region: string
  readonly postal_code: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone: string
}
