import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { type CustomerAddress, MAX_ADDRESSES } from '#contract/customer.ts'
import { isApiFailure } from '../../server/api.ts'
import { readForm } from '../../server/read-form.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { useStore } from '../../ui/frame.ts'
import { accountMeta } from './account-view.ts'
import { AddressLines } from './address.tsx'
import { openAccount } from './require-account.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask } = await openAccount(args)
  return { addresses: await ask(account.addresses()) }
}

/** Takes an address away; one that is gone already is no fault of whoever presses twice. */
export async function action(args: ActionFunctionArgs) {
  const { account, ask } = await openAccount(args)
  const form = await readForm(args.request, args.context.requestId)
  const removed = account.removeAddress(String(form.get('address_id') ?? '')).catch((error: unknown) => {
    if (!isApiFailure(error) || error.code !== 'address_not_found') throw error
  })
  await ask(removed)
  return redirect('/account/addresses?done=removed', 303)
}

export const handle = { title: 'Addresses' }
export const meta = accountMeta('Addresses')

const DONE = { saved: 'Address saved.', removed: 'Address removed.' }

export default function AddressesPage() {
  const { addresses } = useLoaderData<typeof loader>()
  return (
    <>
      <FlashMessage words={DONE} />
      {addresses.length > 0 ? (
        <ul className="account-addresses">
          {addresses.map((saved) => (
            <AddressCard key={saved.id} saved={saved} />
          ))}
        </ul>
      ) : (
        <p className="account-empty">No addresses yet. Add one for faster checkout.</p>
      )}
      {addresses.length < MAX_ADDRESSES ? (
        <p>
          <a className="button" href="/account/addresses/new">
            Add address
          </a>
        </p>
      ) : (
        <p className="muted">You can save up to {MAX_ADDRESSES} addresses.</p>
      )}
    </>
  )
}

function AddressCard({ saved }: { saved: CustomerAddress }) {
  const { id, address, default_shipping, default_billing } = saved
  const { locale } = useStore()
  const uses = [
    default_shipping ? 'Default delivery address' : '',
    default_billing ? 'Default billing address' : '',
  ].filter(Boolean)
  const named = <span className="visually-hidden"> {`${address.name}, ${address.line1}`}</span>
  return (
    <li className="account-card">
      {uses.length > 0 ? <p className="account-card__mark">{uses.join(', ')}</p> : null}
      <AddressLines address={address} locale={locale} />
      <div className="account-actions">
        <a className="text-link" href={`/account/addresses/${id}`}>
          Edit{named}
        </a>
        <form method="post" action="/account/addresses">
          <input type="hidden" name="address_id" value={id} />
          <button className="text-link" type="submit">
            Remove{named}
          </button>
        </form>
      </div>
    </li>
  )
}
