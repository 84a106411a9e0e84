import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { Session } from '#contract/identity.ts'
import { momentText } from '#domain/dates.ts'
import { isApiFailure } from '../../server/api.ts'
import { readForm } from '../../server/read-form.ts'
import { browserName } from '../../ui/browser-name.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { useStore } from '../../ui/frame.ts'
import { accountMeta } from './account-view.ts'
import { openAccount } from './require-account.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask } = await openAccount(args)
  const sessions = await ask(account.sessions())
  const named = sessions.map((session) => ({ ...session, browser: browserName(session.user_agent) }))
  return { sessions: named.sort((a, b) => Number(b.current) - Number(a.current)) }
}

export async function action(args: ActionFunctionArgs) {
  const { account, ask } = await openAccount(args)
  const form = await readForm(args.request, args.context.requestId)
  const id = form.get('session_id')
  if (typeof id !== 'string') {
    await ask(account.endOtherSessions())
    return redirect('/account/sessions?done=others', 303)
  }
  // One that has ended by itself meanwhile is what was wanted.
  const ended = account.endSession(id).catch((error: unknown) => {
    if (!isApiFailure(error) || error.code !== 'session_not_found') throw error
  })
  await ask(ended)
  return redirect('/account/sessions?done=one', 303)
}

export const handle = { title: 'Devices' }
export const meta = accountMeta('Devices')

const DONE = {
  one: 'Device logged out.',
  others: 'All other devices logged out.',
}

export default function SessionsPage() {
  const { sessions } = useLoaderData<typeof loader>()
  return (
    <>
      <FlashMessage words={DONE} />
      <p className="account-lead">
        Devices where you are logged in. If you don't recognise one, log it out and{' '}
        <a href="/account/profile/password">change your password</a>.
      </p>
      <ul className="account-sessions">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post" action="/account/sessions" data-once>
          <button className="button button--quiet" type="submit">
            Log out all other devices
          </button>
        </form>
      ) : null}
    </>
  )
}

function SessionRow({ session }: { session: Session & { browser: string } }) {
  const store = useStore()
  return (
    <li>
      <div>
        <h2>{session.browser}</h2>
        <p className="muted">
          {session.current ? <strong>This device</strong> : `Last used ${momentText(session.last_used_at, store)}`}
          {session.address ? `, network ${session.address}` : null}
        </p>
      </div>
      {session.current ? null : (
        <form method="post" action="/account/sessions">
          <input type="hidden" name="session_id" value={session.id} />
          <button className="button button--quiet" type="submit">
            Log out<span className="visually-hidden"> {session.browser}</span>
          </button>
        </form>
      )}
    </li>
  )
}
