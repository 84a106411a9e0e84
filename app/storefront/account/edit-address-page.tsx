import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { pageError } from '../../server/page-error.ts'
import { accountMeta } from './account-view.ts'
import { AddressForm } from './address-form.tsx'
import { openAccount } from './require-account.ts'
import { saveAddress } from './save-address.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask } = await openAccount(args)
  const saved = (await ask(account.addresses())).find(({ id }) => id === args.params.id)
  if (!saved) throw pageError(404, 'address_not_found', args.context.requestId)
  return { saved }
}

export async function action(args: ActionFunctionArgs) {
  const { account } = await openAccount(args)
  return saveAddress(args, (body) => account.changeAddress(args.params.id ?? '', body))
}

export const handle = { title: 'Edit address' }
export const meta = accountMeta('Edit address')

export default function AddressPage() {
  const { saved } = useLoaderData<typeof loader>()
  return <AddressForm saved={saved} />
}
