/** Where the link of an invitation leads: shown first, then accepted with an account, old or new. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AcceptInvitation } from '#contract/tenant.ts'
import { nullIfLinkInvalid } from '../../server/link-answer.ts'
import { orPageError } from '../../server/page-error.ts'
import { openForm, openPage } from '../../server/require-platform.ts'
import { whileSignedIn } from '../../server/session.ts'
import { bodyOf, submitForm } from '../../server/submit-form.ts'
import { platformMeta } from '../../shell/platform-meta.ts'
import { ROLE_WORDS } from '../../shell/role-words.ts'
import { FormPage } from '../../ui/form.tsx'
import { LinkExpired } from '../../ui/link-expired.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { InvitationAnswer } from './invitation-answer.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { calls, query } = await openPage(args)
  const token = query.get('token') ?? ''
  const offer = token === '' ? null : await orPageError(nullIfLinkInvalid(calls.lookAtInvitation(token)))
  if (!offer) return { view: 'dead' as const }
  const me = args.context.isSignedIn ? await whileSignedIn(args, calls.me()) : null
  return { view: 'offer' as const, token, offer, signedInAs: me?.email ?? null }
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  const { account = null, token } = bodyOf(form)
  const sent = await submitForm(args, form, {
    schema: AcceptInvitation,
    body: { token, account },
    send: (body) => nullIfLinkInvalid(calls.acceptInvitation(body)),
    fieldOfCode: { password_too_common: 'account.password' },
  })
  if (sent.outcome === 'refused') return sent.page
  if (!sent.answer) return data({ isDead: true }, { status: 410 })
  return redirect(account === null ? '/dashboard?done=joined' : '/log-in?done=joined', 303)
}

export const meta = platformMeta('Invitation')

export default function InvitationPage() {
  const page = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
  if (page.view === 'dead' || (answered && 'isDead' in answered)) {
    return (
      <LinkExpired lead="It may have been used, withdrawn or replaced. Ask for a new invitation.">
        <a className="button" href="/log-in">
          Log in
        </a>
      </LinkExpired>
    )
  }
  const { offer } = page
  const { label, means } = ROLE_WORDS[offer.role]
  return (
    <FormPage
      title={`Join ${offer.tenant_name}`}
      lead={
        <>
          {offer.invited_by} invites <strong className="break-anywhere">{offer.email}</strong> to the team as{' '}
          {label.toLowerCase()}. {means}
        </>
      }
    >
      <InvitationAnswer token={page.token} offer={offer} signedInAs={page.signedInAs} />
    </FormPage>
  )
}
