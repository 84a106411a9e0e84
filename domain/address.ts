/** What an address needs, by country, and how what people type into it is kept. `postal-code.ts` has the postal codes. */
import { addressForm } from './address-form.ts'
import { plainCharacters } from './plain-characters.ts'
import { isUnlistedRegion, nearestRegion } from './regions.ts'

const REGION_NEEDED: Record<string, string> = {
  AU: 'Enter the state or territory.',
  BR: 'Enter the state.',
  CA: 'Enter the province.',
  IN: 'Enter the state.',
  JP: 'Enter the prefecture.',
  MX: 'Enter the state.',
  US: 'Enter the state.',
}

/** Whether letters are lost without it. Elsewhere nobody is kept from buying for the want of it. */
export const isRegionNeeded = (country: string): boolean => Object.hasOwn(REGION_NEEDED, country)

/** What is wrong with a region (state, province, prefecture), in words for the person, or null. */
export function regionProblem(country: string, region: string): string | null {
  const missing = REGION_NEEDED[country]
  return missing && region.trim() === '' ? missing : null
}

/**
 * What is wrong with the region of a rule (a tax rate, a delivery zone), or null: one that the country's list does not have would apply to
 * nobody. Empty is the whole country. Addresses are not so strict: they keep what was typed.
 */
export function unlistedRegionProblem(country: string, region: string): string | null {
  if (!isUnlistedRegion(country, region)) return null
  const kind = addressForm(country).labels.region.toLowerCase()
  const near = nearestRegion(country, region)
  const hint = near === null ? 'Enter its name or code.' : `Did you mean ${near}?`
  return `There is no ${kind} “${region.trim()}”. ${hint}`
}

/**
 * A phone number as a label has it: plain digits and signs, else as it was typed (slash, brackets, an extension). What has no digit is
 * none: nobody is kept from buying by a field that may be empty.
 */
export function phoneOf(typed: string): string {
  const plain = plainCharacters(typed)
  return /\d/.test(plain) ? plain : ''
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
