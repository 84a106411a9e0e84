import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AddressForm } from '../components/account-address-form.tsx'
import { saveAddress } from '../lib/account-address.ts'
import { openAccount } from '../lib/account-page.ts'
import { accountMeta } from '../lib/account-view.ts'
import { pageError } from '../lib/page-error.ts'

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
