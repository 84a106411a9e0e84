import type { PostalAddress } from '#domain/address.ts'
import { addressLines } from '../order/address-lines.ts'

/** An address as it stands on a parcel. */
export function AddressLines({ address, locale }: { address: PostalAddress; locale: string }) {
  return (
    <address className="account-address">
      {addressLines(address, locale).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </address>
  )
}
