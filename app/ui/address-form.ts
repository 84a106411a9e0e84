/** The fields of an address in a form, and which region stands in it after its country was changed. */
import { isListedRegion } from '#domain/regions.ts'

export const ADDRESS_FIELDS = ['name', 'line1', 'line2', 'city', 'region', 'postal_code', 'country', 'phone'] as const
export type AddressField = (typeof ADDRESS_FIELDS)[number]

/** Says for which country the fields were shown: a region of that one is none of another. */
export const REGION_OF = 'region_of'

/** The region that was posted, or none where the country has been changed and does not have it. */
export function regionAfter(form: FormData, country: string, region: string): string {
  const shownFor = form.get(REGION_OF)
  return typeof shownFor === 'string' ? regionIn(shownFor, country, region) : region
}

/** The region after another country was chosen: none, if it was of the country before and is not of the new one. */
export const regionIn = (before: string, country: string, region: string): string =>
  before !== country && isListedRegion(before, region) && !isListedRegion(country, region) ? '' : region
