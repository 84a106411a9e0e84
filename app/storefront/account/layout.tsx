/** The frame of a customer's own pages: their heading, the way between them, the way out. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useMatches } from '@remix-run/react'
import { AccountNav } from './nav.tsx'
import { openAccount } from './require-account.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask } = await openAccount(args)
  return { customer: await ask(account.customer()) }
}

export default function AccountFrame() {
  const { customer } = useLoaderData<typeof loader>()
  const page = useMatches().at(-1)?.handle as { title?: string } | undefined
  return (
    <div className="account">
      <header className="account__head">
        <h1>{page?.title ?? `Hello, ${customer.name}`}</h1>
        <form method="post" action="/account/log-out">
          <button className="text-link" type="submit">
            Log out
          </button>
        </form>
      </header>
      <AccountNav />
      <Outlet />
    </div>
  )
}
