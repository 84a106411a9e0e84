/** An order for whoever has its link: the confirmation just after buying, and how it stands later. */
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { dateText } from '#domain/dates.ts'
import { mailtoOf } from '#domain/email.ts'
import { orPageError, pageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import { siteOf, useFrame, useStore } from '../../ui/frame.ts'
import { pageMeta } from '../../ui/seo.ts'
import { NextSteps } from './next-steps.tsx'
import { OrderDetails } from './order-details.tsx'
import { OrderOnward } from './order-onward.tsx'
import { Timeline } from './timeline.tsx'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const number = /^[1-9]\d{0,14}$/.test(params.number ?? '') ? Number(params.number) : null
  const token = new URL(request.url).searchParams.get('token') ?? ''
  if (number === null || token === '' || token.length > 200) throw pageError(404, 'order_not_found', context.requestId)
  return data({ order: await orPageError(shop.order(number, token)) })
}

/**
 * The address holds the order's secret: no other site and no cache may see it. `same-origin`, since browsers send the form
 * of a page with `no-referrer` as if from nowhere, and what comes from nowhere is refused.
 */
export const headers: HeadersFunction = () => ({
  'referrer-policy': 'same-origin',
  'cache-control': 'private, no-store',
})

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  pageMeta({ ...siteOf(matches), title: `Order ${page?.order.number ?? ''}`, path: '/orders', isPrivate: true })

const HEADINGS: Record<string, string> = {
  pending: 'Thank you for your order',
  confirmed: 'Thank you for your order',
  processing: 'Your order is being prepared',
  packed: 'Your order is packed',
  shipped: 'Your order is on its way',
  delivered: 'Your order was delivered',
  cancelled: 'Order cancelled',
  partially_refunded: 'Order partly refunded',
  refunded: 'Order refunded',
}

export default function OrderPage() {
  const { order } = useLoaderData<typeof loader>()
  const store = useStore()
  const isNew = order.status === 'pending' || order.status === 'confirmed'
  return (
    <div className="order">
      <header className="page-head">
        <p className="muted">
          Order {order.number}, <time dateTime={order.placed_at}>{dateText(order.placed_at, store)}</time>
        </p>
        <h1>{HEADINGS[order.status]}</h1>
      </header>
      <div className="order__main">
        {isNew ? <NextSteps order={order} /> : null}
        <OrderOnward
          name={order.shipping_address.name}
          email={order.email}
          isSignedIn={useFrame()?.isSignedIn ?? false}
        />
        <Timeline events={order.events} store={store} />
        <p className="muted">
          You can open this page from your confirmation e-mail for a year. Questions? E-mail{' '}
          <a href={`${mailtoOf(store.contact_email)}?subject=Order%20${order.number}`}>{store.contact_email}</a>.
        </p>
      </div>
      <OrderDetails order={order} store={store} />
    </div>
  )
}
