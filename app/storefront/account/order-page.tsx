import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { dateText } from '#domain/dates.ts'
import { mailtoOf } from '#domain/email.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { useStore } from '../../ui/frame.ts'
import { Breadcrumbs } from '../listing/breadcrumbs.tsx'
import { NextSteps } from '../order/next-steps.tsx'
import { OrderDetails } from '../order/order-details.tsx'
import { Timeline } from '../order/timeline.tsx'
import { accountMeta } from './account-view.ts'
import { ORDER_WORDS } from './order-list.tsx'
import { openAccount } from './require-account.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask } = await openAccount(args)
  return { order: await ask(account.order(args.params.number ?? '')) }
}

export const meta = accountMeta('Order')

const DONE = { placed: 'Thank you for your order.' }

const CRUMBS = [
  { name: 'Account', href: '/account' },
  { name: 'Orders', href: '/account/orders' },
]

export default function OrderPage() {
  const { order } = useLoaderData<typeof loader>()
  const store = useStore()
  const isNew = order.status === 'pending' || order.status === 'confirmed'
  return (
    <>
      <Breadcrumbs crumbs={CRUMBS} />
      <FlashMessage words={DONE} />
      <div className="order">
        <header className="page-head">
          <p className="muted">
            {ORDER_WORDS[order.status]}, <time dateTime={order.placed_at}>{dateText(order.placed_at, store)}</time>
          </p>
          <h1>Order {order.number}</h1>
        </header>
        <div className="order__main">
          {isNew ? <NextSteps order={order} /> : null}
          <Timeline events={order.events} store={store} />
          <p>
            <a className="button button--quiet" href="/search">
              Continue shopping
            </a>
          </p>
          <p className="muted">
            Questions? E-mail{' '}
            <a href={`${mailtoOf(store.contact_email)}?subject=Order%20${order.number}`}>{store.contact_email}</a>.
          </p>
        </div>
        <OrderDetails order={order} store={store} />
      </div>
    </>
  )
}
