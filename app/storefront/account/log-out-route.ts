import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { forgetBought, forgetCart } from '../../server/cart-cookie.ts'
import { requireStore } from '../../server/require-site.ts'
import { forgetSession } from '../../server/session.ts'

/** Whoever types this address in: only a form logs out. */
export async function loader({ context }: LoaderFunctionArgs) {
  await requireStore(context)
  return redirect('/account', 303)
}

/** This browser forgets the session and the cart even where the API cannot be told; the account keeps its cart. */
export async function action({ context }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  if (context.isSignedIn) await shop.account.logOut().catch(() => null)
  forgetSession(context)
  const headers = forgetCart(context.origin)
  headers.append('set-cookie', forgetBought(context.origin))
  return redirect('/account/log-in?done=ended', { status: 303, headers })
}
