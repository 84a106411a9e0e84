import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { useStore } from '../../ui/frame.ts'
import { BeyondEnd } from '../listing/beyond-end.tsx'
import { askedPage, isBeyondEnd, PER_PAGE, readStorefrontListing } from '../listing/listing.ts'
import { Pagination } from '../listing/pagination.tsx'
import { accountMeta } from './account-view.ts'
import { NoOrders, OrderList } from './order-list.tsx'
import { openAccount } from './require-account.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask, store } = await openAccount(args)
  const listing = readStorefrontListing(new URL(args.request.url).searchParams, store)
  const orders = await ask(account.orders(askedPage(listing), PER_PAGE))
  return data({ listing, orders }, { status: isBeyondEnd(listing, orders.items) ? 404 : 200 })
}

export const handle = { title: 'Orders' }
export const meta = accountMeta('Orders')

export default function OrdersPage() {
  const { listing, orders } = useLoaderData<typeof loader>()
  const store = useStore()
  if (orders.total === 0) return <NoOrders />
  if (isBeyondEnd(listing, orders.items)) return <BeyondEnd path="/account/orders" listing={listing} />
  return (
    <>
      <OrderList orders={orders.items} store={store} />
      <Pagination path="/account/orders" listing={listing} total={orders.total} />
    </>
  )
}
