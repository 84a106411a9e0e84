/** The end of a session: here and at the API. Only a form may ask for it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { openForm } from '../server/require-platform.ts'
import { requirePlatform } from '../server/require-site.ts'
import { forgetSession, safeReturnTo } from '../server/session.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  await requirePlatform(context)
  return redirect('/', 303)
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  // The cookies go even where the API does not answer: the person wants to be out of this browser.
  await calls.logOut().catch(() => null)
  forgetSession(args.context)
  return redirect(safeReturnTo(form.get('return_to'), '/log-in?done=ended'), 303)
}
