/** What a checkout begins with when its shopper is logged in. Paying never depends on it: without it the fields are empty. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import type { CustomerAddress } from '#contract/customer.ts'
import type { Store } from '#contract/store.ts'
import { isApiFailure } from '../../server/api.ts'
import { forgetSession } from '../../server/session.ts'
import type { StorefrontClient } from '../../server/storefront-client.ts'
import type { CheckoutValues } from './checkout-fields.ts'

export interface Prefill {
  values: Partial<CheckoutValues>
  /** The kept addresses that the store delivers to. */
  addresses: CustomerAddress[]
  chosenId: string | null
}

interface Wanted {
  shop: StorefrontClient
  store: Store
  /** The address that was picked, by its id; else the usual one. */
  addressId: string | null
}

/** Null for guests, and where the account cannot be read. */
export async function readPrefill(context: AppLoadContext, wanted: Wanted): Promise<Prefill | null> {
  if (!context.isSignedIn) return null
  const { account } = wanted.shop
  try {
    const [customer, all] = await Promise.all([account.customer(), account.addresses()])
    const addresses = all.filter(({ address }) => wanted.store.countries.includes(address.country))
    const usual = addresses.find((one) => one.default_shipping) ?? null
    const chosen = addresses.find(({ id }) => id === wanted.addressId) ?? usual
    const { email, name } = customer
    const phone = chosen?.address.phone || customer.phone
    return { values: { email, name, ...chosen?.address, phone }, addresses, chosenId: chosen?.id ?? null }
  } catch (error) {
    // Ended elsewhere: as a guest from here on, who is offered to log in.
    if (isApiFailure(error) && error.code === 'unauthorized') forgetSession(context)
    return null
  }
}
