/** After an account was closed or erased. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { requireStore } from '../../server/require-site.ts'
import { accountMeta } from './account-view.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireStore(context)
  const { searchParams } = new URL(request.url)
  const erased = searchParams.get('erased')
  return { isErased: erased !== null, hasOpenOrders: erased === 'later' }
}

export const meta = accountMeta('Goodbye')

export default function GoodbyePage() {
  const { isErased, hasOpenOrders } = useLoaderData<typeof loader>()
  return (
    <section className="message-page">
      <h1>{isErased ? 'Your account is deleted' : 'Your account is deactivated'}</h1>
      {isErased ? (
        <p>
          {hasOpenOrders
            ? 'Orders on their way will still arrive. Their address is deleted after delivery.'
            : 'Your personal data is deleted.'}{' '}
          Thank you for shopping with us.
        </p>
      ) : (
        <p>
          Nothing is lost. <a href="/account/log-in">Log in</a> to reactivate it.
        </p>
      )}
      <p>
        <a className="button" href="/">
          Continue shopping
        </a>
      </p>
    </section>
  )
}
