/** Two-step verification: turned on with a first code, with recovery codes that are shown once. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { ConfirmMfa, DisableMfa, EnrolMfa } from '#contract/identity.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { renewSession } from '../../server/session.ts'
import { DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { type Opened, requireDashboard } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'
import { qrPath } from './qr-path.ts'
import { NewCodes, TwoStepEnrolment, TwoStepOff, TwoStepOn } from './two-step.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { me } = await requireDashboard(args)
  return { hasPassword: me.has_password, isOn: me.mfa.enabled, codesLeft: me.mfa.recovery_codes_left, email: me.email }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireDashboard(args), { begin, confirm, disable, renew })
}

/** What an answered form leaves on the page, beside what was wrong with it. */
interface Answered {
  codes?: string[]
  enrolment?: ReturnType<typeof enrolment>
}

/** The address of the QR code holds the secret too; the page sends it back with the first code. */
const enrolment = (uri: string) => ({ uri, secret: new URL(uri).searchParams.get('secret') ?? '', qr: qrPath(uri) })

async function begin({ submit, calls, text }: Posted & Opened) {
  const body = { password: text('password') || null }
  const sent = await submit({ schema: EnrolMfa, body, send: calls.enrolMfa, fieldOfCode: FIELD_OF_CODE })
  return sent.outcome === 'refused' ? sent.page : data({ enrolment: enrolment(sent.answer.uri) })
}

async function confirm({ submit, calls, text, args }: Posted & Opened) {
  const sent = await submit({
    schema: ConfirmMfa,
    body: { code: text('code') },
    fieldOfCode: { code_invalid: 'code' },
    send: ({ code }) => calls.confirmMfa(code),
  })
  if (sent.outcome === 'done') {
    await renewSession(args.context) // its token says from now on that there was a second step
    return data({ codes: sent.answer.recovery_codes })
  }
  const uri = text('uri')
  const again = uri.startsWith('otpauth://totp/') && uri.length < 1000 ? { enrolment: enrolment(uri) } : {}
  return data({ ...sent.page.data, ...again }, sent.page.init ?? undefined)
}

const FIELD_OF_CODE = { password_wrong: 'password', code_invalid: 'code' }

async function disable({ submit, calls, done, text }: Posted & Opened) {
  const body = { password: text('password'), code: text('code') }
  const sent = await submit({ schema: DisableMfa, body, send: calls.disableMfa, fieldOfCode: FIELD_OF_CODE })
  return sent.outcome === 'refused' ? sent.page : done('off')
}

async function renew({ submit, calls, text }: Posted & Opened) {
  const body = { password: text('password'), code: text('code') }
  const sent = await submit({ schema: DisableMfa, body, send: calls.renewRecoveryCodes, fieldOfCode: FIELD_OF_CODE })
  return sent.outcome === 'refused' ? sent.page : data({ codes: sent.answer.recovery_codes })
}

export const meta = platformMeta('Two-step verification')

const DONE = { off: 'Two-step verification is off.' }

export default function TwoStepPage() {
  const { hasPassword, isOn, codesLeft, email } = useLoaderData<typeof loader>()
  const answered = useAnswer<Answered>()
  const [query] = useSearchParams()
  const { codes, enrolment: begun } = answered ?? {}
  return (
    <>
      <DashHead
        above={<SettingsCrumb />}
        title="Two-step verification"
        lead="Log in with your password and a code from an app on your phone."
      />
      {query.has('needed') && !codes ? (
        <p className="notice notice--caution" role="status">
          {isOn
            ? 'What you opened needs a log-in with a code. Log out, and log in again with your app at hand.'
            : 'What you opened needs two-step verification. Turn it on here; it takes a minute.'}
        </p>
      ) : null}
      <FlashMessage words={DONE} />
      {codes ? <NewCodes codes={codes} /> : null}
      {isOn ? <TwoStepOn codesLeft={codesLeft} email={email} /> : null}
      {!isOn && begun ? <TwoStepEnrolment {...begun} /> : null}
      {!isOn && !begun ? <TwoStepOff email={email} hasPassword={hasPassword} /> : null}
    </>
  )
}
