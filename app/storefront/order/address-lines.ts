/** An address as it stands on a parcel, with the number that the carrier may call. */
import type { PostalAddress } from '#domain/address.ts'
import { addressLines as parcelLines } from '#domain/address-lines.ts'

export const addressLines = (address: PostalAddress, locale: string): string[] =>
  [...parcelLines(address, locale), address.phone].filter(Boolean)
