/** Sets the currency that prices are shown in, and goes back to where the form was. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { keepCurrency } from '../../server/currency.ts'
import { pageError } from '../../server/page-error.ts'
import { readForm } from '../../server/read-form.ts'
import { requireStore } from '../../server/require-site.ts'
import { safeReturnTo } from '../../server/session.ts'

/** Whoever types this address in: only a form chooses. */
export async function loader({ context }: LoaderFunctionArgs) {
  await requireStore(context)
  return redirect('/', 303)
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { store } = await requireStore(context)
  const form = await readForm(request, context.requestId)
  const currency = store.currencies.find((one) => one === form.get('currency'))
  if (!currency) throw pageError(400, 'bad_request', context.requestId)
  const headers = { 'set-cookie': keepCurrency(context.origin, currency) }
  return redirect(safeReturnTo(form.get('return_to'), '/'), { status: 303, headers })
}
