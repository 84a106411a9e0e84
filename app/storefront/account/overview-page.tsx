import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { useStore } from '../../ui/frame.ts'
import { accountMeta, useCustomer } from './account-view.ts'
import { AddressLines } from './address.tsx'
import { NoOrders, OrderList } from './order-list.tsx'
import { openAccount } from './require-account.ts'

const LATEST = 3

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask } = await openAccount(args)
  const [orders, addresses] = await Promise.all([ask(account.orders(1, LATEST)), ask(account.addresses())])
  const address = addresses.find((one) => one.default_shipping)?.address ?? null
  return { orders: orders.items, hasMore: orders.total > orders.items.length, address }
}

export const meta = accountMeta('Your account')

const DONE = {
  welcome: 'Welcome. Your account is ready, and earlier orders with this e-mail address are in it.',
}

export default function AccountPage() {
  const { orders, hasMore, address } = useLoaderData<typeof loader>()
  const customer = useCustomer()
  const store = useStore()
  return (
    <>
      <FlashMessage words={DONE} />
      <div className="account-overview">
        <section aria-labelledby="latest">
          <div className="account-section__head">
            <h2 id="latest">Latest orders</h2>
            {hasMore ? <a href="/account/orders">All orders</a> : null}
          </div>
          {orders.length > 0 ? <OrderList orders={orders} store={store} /> : <NoOrders />}
        </section>
        <div className="account-facts">
          <section aria-labelledby="address">
            <div className="account-section__head">
              <h2 id="address">Delivery address</h2>
              {address ? <a href="/account/addresses">Change</a> : null}
            </div>
            {address ? (
              <AddressLines address={address} locale={store.locale} />
            ) : (
              <p>
                <a href="/account/addresses/new">Add an address</a>
                <span className="muted"> for faster checkout.</span>
              </p>
            )}
          </section>
          <section aria-labelledby="you">
            <div className="account-section__head">
              <h2 id="you">Your details</h2>
              <a href="/account/profile">Change</a>
            </div>
            <p>{customer.name}</p>
            <p className="muted break-anywhere">{customer.email}</p>
          </section>
        </div>
      </div>
    </>
  )
}
