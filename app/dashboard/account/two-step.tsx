import { Badge, Panel } from '../../shell/parts.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Field } from '../../ui/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import type { QrPath } from './qr-path.ts'

export function TwoStepOff({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const form = useForm('begin')
  return (
    <Panel id="begin" title="Two-step is off" text="You need an authenticator app. Most password managers have one.">
      <ActionForm form={form}>
        {hasPassword ? (
          <>
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <Field {...form.field('password')} type="password" label="Password" autoComplete="current-password" />
          </>
        ) : null}
        <SubmitButton>Turn on</SubmitButton>
      </ActionForm>
    </Panel>
  )
}

export function TwoStepEnrolment({ uri, secret, qr }: { uri: string; secret: string; qr: QrPath }) {
  const form = useForm('confirm')
  return (
    <Panel id="confirm" title="Set up your app" text="Two-step is on once you enter a correct code.">
      <h3>1. Scan this with your app</h3>
      <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="QR code for your app">
        <path d={qr.path} fill="currentColor" shapeRendering="crispEdges" />
      </svg>
      <CopyField id="secret" label="Or enter this key in the app" value={secret} />
      <h3>2. Enter the code it shows</h3>
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
    text="Each one logs you in once without your phone. They are shown only once: print or copy them."
  >
    <p className="notice notice--caution" role="status">
      Keep these somewhere safe before you leave this page.
    </p>
    <ul className="codes">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
    <CopyField id="all-codes" label="All of them in one line" value={codes.join(' ')} />
  </Panel>
)

export function TwoStepOn({ codesLeft, email }: { codesLeft: number; email: string }) {
  const renew = useForm('renew')
  const disable = useForm('disable')
  return (
    <>
      <Panel id="renew" title="Two-step is on" text="New recovery codes replace the old ones.">
        <p>
          <Badge tone="positive">On</Badge>
        </p>
        <p>
          {codesLeft === 1 ? 'One recovery code is left.' : `${codesLeft} recovery codes are left.`}
          {codesLeft < 3 ? ' Create new ones before you run out.' : ''}
        </p>
        <ActionForm form={renew}>
          <PasswordAndCode form={renew} email={email} />
          <SubmitButton tone="quiet">Create new recovery codes</SubmitButton>
        </ActionForm>
      </Panel>
      <Panel id="disable" title="Turn off two-step" text="You then log in with your password alone." tone="danger">
        <ActionForm form={disable}>
          <PasswordAndCode form={disable} email={email} />
          <SubmitButton tone="danger">Turn off</SubmitButton>
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
