/** After an account was closed or erased. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { accountMeta } from '../lib/account-view.ts'
import { requireStore } from '../lib/require-site.ts'

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
      <h1>{isErased ? 'Your account is erased' : 'Your account is closed'}</h1>
      {isErased ? (
        <p>
          {hasOpenOrders
            ? 'What is on its way still comes to you. Its address is deleted once it has arrived.'
            : 'What we knew about you is deleted.'}{' '}
          Thank you for having been here.
        </p>
      ) : (
        <p>
          Nothing is lost. <a href="/account/log-in">Log in</a> whenever you want it back.
        </p>
      )}
      <p>
        <a className="button" href="/">
          To the shop
        </a>
      </p>
    </section>
  )
}
