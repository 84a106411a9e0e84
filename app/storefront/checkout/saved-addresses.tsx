import type { CustomerAddress } from '#contract/customer.ts'

interface Props {
  addresses: CustomerAddress[]
  chosenId: string | null
}

/** Kept addresses above the checkout's fields: each fills them in. */
export function SavedAddresses({ addresses, chosenId }: Props) {
  if (addresses.length < 2) return null
  return (
    <nav aria-label="Your addresses">
      <ul className="chips">
        {addresses.map(({ id, address }) => (
          <li key={id}>
            <a className="chip" href={`/checkout?address=${id}`} aria-current={id === chosenId ? 'true' : undefined}>
              {address.line1}, {address.city}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
