import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { accountMeta } from './account-view.ts'
import { AddressForm } from './address-form.tsx'
import { openAccount } from './require-account.ts'
import { saveAddress } from './save-address.ts'

/** The key is made with the page, so that a double click adds one address. */
export const loader = () => ({ formKey: crypto.randomUUID() })

export async function action(args: ActionFunctionArgs) {
  const { account } = await openAccount(args)
  return saveAddress(args, account.addAddress)
}

export const handle = { title: 'Add address' }
export const meta = accountMeta('Add address')

export default function NewAddressPage() {
  const { formKey } = useLoaderData<typeof loader>()
  return <AddressForm saved={null} formKey={formKey} />
}
