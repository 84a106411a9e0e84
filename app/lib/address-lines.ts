/** An address as it stands on a parcel, one line each. */
import type { PostalAddress } from '#domain/address.ts'
import { countryName } from './countries.ts'

export const addressLines = (address: PostalAddress, locale: string): string[] =>
  [
    address.name,
    address.line1,
    address.line2,
    [address.city, address.region, address.postal_code].filter(Boolean).join(', '),
    countryName(address.country, locale),
    address.phone,
  ].filter(Boolean)
