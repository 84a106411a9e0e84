/** How the loaders and actions of a customer's account begin. On the server only: see account-view.ts for the pages. */
import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { openKeptSecrets } from '../../server/kept-secrets.ts'
import { readForm } from '../../server/read-form.ts'
import { requireStore } from '../../server/require-site.ts'
import { requireSignedIn, whileSignedIn } from '../../server/session.ts'

interface Visit {
  context: AppLoadContext
  request: Request
}

/** First in the loaders and actions of somebody who is logged in. What they ask the API goes through `ask`. */
export async function openAccount({ context, request }: Visit) {
  const { store, shop } = await requireStore(context)
  requireSignedIn(context, request)
  const ask = <T>(answer: Promise<T>): Promise<T> => whileSignedIn({ context, request }, answer)
  return { store, account: shop.account, ask }
}

/** First in the actions of pages for people who are not logged in. */
export async function openForm({ context, request }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  const form = await openKeptSecrets(context.env, await readForm(request, context.requestId))
  return { account: shop.account, form }
}

/** Whoever is logged in has no use for the page. */
export async function requireStranger(context: AppLoadContext, elsewhere = '/account'): Promise<void> {
  await requireStore(context)
  if (context.isSignedIn) throw redirect(elsewhere, 303)
}
