import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ChangePassword, PASSWORD_MIN, UpdateMe } from '#contract/identity.ts'
import { readProviders } from '../../accounts/oauth/oauth.ts'
import { OAuthButtons } from '../../accounts/oauth/oauth-buttons.tsx'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DashHead, Panel, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { InlineForm, RowProblem } from '../../ui/inline-form.tsx'
import { type Opened, requireDashboard } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { me } = await requireDashboard(args)
  const providers = await readProviders(args.context)
  const linked = me.linked_accounts.map((account) => ({
    ...account,
    name: providers.find(({ id }) => id === account.provider)?.name ?? account.provider,
  }))
  const others = providers.filter(({ id }) => !me.linked_accounts.some(({ provider }) => provider === id))
  return { name: me.name, email: me.email, hasPassword: me.has_password, linked, others, passwordMin: PASSWORD_MIN }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireDashboard(args), { name: rename, password: changePassword, unlink })
}

async function rename({ submit, calls, done, text }: Posted & Opened) {
  const sent = await submit({ schema: UpdateMe, body: { name: text('name') }, send: calls.update })
  return sent.outcome === 'refused' ? sent.page : done('name')
}

async function changePassword({ submit, calls, done, text, me }: Posted & Opened) {
  const current = me.has_password ? text('current_password') : null
  const sent = await submit({
    schema: ChangePassword,
    send: calls.changePassword,
    body: { current_password: current, new_password: text('new_password') },
    fieldOfCode: { password_wrong: 'current_password', password_too_common: 'new_password' },
  })
  return sent.outcome === 'refused' ? sent.page : done('password')
}

async function unlink({ attempt, calls, done, text }: Posted & Opened) {
  const sent = await attempt(() => calls.unlink(text('provider')))
  return sent.outcome === 'refused' ? sent.page : done('unlinked')
}

export const meta = platformMeta('Your account')

const DONE = {
  name: 'Name saved.',
  password: 'Password changed. You are logged out everywhere else.',
  unlinked: 'Disconnected. You can no longer log in with that service.',
}

export default function AccountPage() {
  const { name, email, hasPassword, linked, others, passwordMin } = useLoaderData<typeof loader>()
  const nameForm = useForm('name', { name })
  const passwordForm = useForm('password')
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Your account" lead={email} />
      <FlashMessage words={DONE} />
      <RowProblem forms={['unlink']} />
      <Panel id="name" title="Name" text="How your team sees you.">
        <ActionForm form={nameForm}>
          <Field {...nameForm.field('name')} label="Name" autoComplete="name" />
          <SubmitButton>Save</SubmitButton>
        </ActionForm>
      </Panel>
      <Panel id="password" title="Password" text="Changing it logs you out everywhere else.">
        <ActionForm form={passwordForm}>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          {hasPassword ? (
            <Field
              {...passwordForm.field('current_password')}
              type="password"
              label="Current password"
              autoComplete="current-password"
            />
          ) : null}
          <Field
            {...passwordForm.field('new_password')}
            type="password"
            label="New password"
            hint={`At least ${passwordMin} characters. A few words in a row are easy to remember.`}
            autoComplete="new-password"
          />
          <SubmitButton>Change password</SubmitButton>
        </ActionForm>
      </Panel>
      {linked.length + others.length > 0 ? (
        <Panel id="linked" title="Other ways to log in" text="Services with the same e-mail address.">
          {linked.length > 0 ? (
            <DataTable
              caption="Services that can log you in"
              items={linked}
              keyOf={({ provider }) => provider}
              columns={[
                { label: 'Service', cell: (account) => account.name },
                { label: 'Account', cell: (account) => account.email },
                { label: 'Since', cell: (account) => <Time iso={account.linked_at} isDay /> },
                {
                  label: 'Actions',
                  isQuiet: true,
                  cell: (account) => (
                    <InlineForm name="unlink" fields={{ provider: account.provider }}>
                      <button className="button button--quiet button--small" type="submit">
                        Remove
                      </button>
                    </InlineForm>
                  ),
                },
              ]}
            />
          ) : null}
          <OAuthButtons providers={others} returnTo="/dashboard/account" verb="Add" />
        </Panel>
      ) : null}
    </>
  )
}
