import type { QrPath } from '../lib/qr-path.ts'
import { CopyBox } from './copy-box.tsx'
import { Panel, Status } from './dashboard-parts.tsx'
import { Field } from './field.tsx'
import { ActionForm, SubmitButton, useForm } from './form.tsx'

export function TwoStepOff({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const form = useForm('begin')
  return (
    <Panel id="begin" title="It is off" text="You need an authenticator app; most password managers have one too.">
      <ActionForm form={form}>
        {hasPassword ? (
          <>
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <Field {...form.field('password')} type="password" label="Password" autoComplete="current-password" />
          </>
        ) : null}
        <SubmitButton>Turn it on</SubmitButton>
      </ActionForm>
    </Panel>
  )
}

export function TwoStepEnrolment({ uri, secret, qr }: { uri: string; secret: string; qr: QrPath }) {
  const form = useForm('confirm')
  return (
    <Panel id="confirm" title="Two things to do" text="Nothing changes before the code is right.">
      <h3>1. Scan this with your app</h3>
      <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="QR code for your app">
        <path d={qr.path} fill="currentColor" shapeRendering="crispEdges" />
      </svg>
      <CopyBox id="secret" label="Or type this key into it" value={secret} />
      <h3>2. Enter the code that it shows</h3>
      <ActionForm form={form}>
        <input type="hidden" name="uri" value={uri} />
        <Field
          {...form.field('code')}
          label="Code"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          spellCheck={false}
        />
        <SubmitButton>Confirm and turn on</SubmitButton>
      </ActionForm>
    </Panel>
  )
}

/** The only time that anybody sees them. */
export const NewCodes = ({ codes }: { codes: string[] }) => (
  <Panel
    id="codes"
    title="Your recovery codes"
    text="Each logs you in once when the phone is away. They are shown now and never again: print or copy them."
  >
    <p className="notice notice--caution" role="status">
      Keep these somewhere safe before you leave this page.
    </p>
    <ul className="codes">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
    <CopyBox id="all-codes" label="All of them in one line" value={codes.join(' ')} />
  </Panel>
)

export function TwoStepOn({ codesLeft, email }: { codesLeft: number; email: string }) {
  const renew = useForm('renew')
  const disable = useForm('disable')
  return (
    <>
      <Panel id="renew" title="It is on" text="New recovery codes make the old ones worthless.">
        <p>
          <Status tone="positive">On</Status>
        </p>
        <p>
          {codesLeft === 1 ? 'One recovery code is left.' : `${codesLeft} recovery codes are left.`}
          {codesLeft < 3 ? ' Make new ones before you need them.' : ''}
        </p>
        <ActionForm form={renew}>
          <PasswordAndCode form={renew} email={email} />
          <SubmitButton tone="quiet">Make new recovery codes</SubmitButton>
        </ActionForm>
      </Panel>
      <Panel id="disable" title="Turn it off" text="Your password alone then logs you in." tone="danger">
        <ActionForm form={disable}>
          <PasswordAndCode form={disable} email={email} />
          <SubmitButton tone="danger">Turn it off</SubmitButton>
        </ActionForm>
      </Panel>
    </>
  )
}

const PasswordAndCode = ({ form, email }: { form: ReturnType<typeof useForm>; email: string }) => (
  <>
    <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
    <div className="fields-row">
      <Field {...form.field('password')} type="password" label="Password" autoComplete="current-password" />
      <Field {...form.field('code')} label="Code from your app" autoComplete="one-time-code" maxLength={14} />
    </div>
  </>
)
