import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { UpdateTenant } from '#contract/tenant.ts'
import { roleCan } from '#domain/permissions.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, DashHead, Panel, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { type OpenedBusiness, requireBusiness } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { me, member, tenant, ask } = await requireBusiness(args, 'tenant:read')
  return { tenant: await ask(tenant.tenant()), canWrite: roleCan(member.role, 'tenant:write'), hasMfa: me.mfa.enabled }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireBusiness(args, 'tenant:write'), { name: rename, security })
}

async function rename({ submit, tenant, done, text }: Posted & OpenedBusiness) {
  const sent = await submit({ schema: UpdateTenant, body: { name: text('name') }, send: tenant.update })
  return sent.outcome === 'refused' ? sent.page : done('name')
}

async function security({ submit, tenant, done, form }: Posted & OpenedBusiness) {
  const body = { mfa_required: form.get('mfa_required') === 'true' }
  const sent = await submit({ schema: UpdateTenant, body, send: tenant.update })
  return sent.outcome === 'refused' ? sent.page : done('security')
}

export const meta = platformMeta('Business')

const DONE = { name: 'Name saved.', security: 'Security rule saved.' }

export default function BusinessPage() {
  const { tenant, canWrite, hasMfa } = useLoaderData<typeof loader>()
  const name = useForm('name', { name: tenant.name })
  const security = useForm('security')
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Business" lead="Shared by all your stores." />
      <FlashMessage words={DONE} />
      <Panel id="name" title="Name" text="Your team sees it. Shoppers do not.">
        {canWrite ? (
          <ActionForm form={name}>
            <Field {...name.field('name')} label="Name" autoComplete="organization" />
            <SubmitButton>Save</SubmitButton>
          </ActionForm>
        ) : (
          <dl className="fact-list">
            <div>
              <dt>Name</dt>
              <dd>{tenant.name}</dd>
            </div>
            <div>
              <dt>Since</dt>
              <dd>
                <Time iso={tenant.created_at} isDay />
              </dd>
            </div>
          </dl>
        )}
      </Panel>
      <Panel id="security" title="Security" text="People without two-step must turn it on.">
        {canWrite ? (
          <ActionForm form={security}>
            <label className="check">
              <input type="checkbox" name="mfa_required" value="true" defaultChecked={tenant.mfa_required} />
              <span className="check__words">
                Require two-step verification
                <span className="muted">Applies from each person’s next click.</span>
              </span>
            </label>
            {hasMfa ? null : (
              <p className="notice notice--caution">
                You haven’t turned on yours yet. <Link to="/dashboard/account/two-step">Turn it on first.</Link>
              </p>
            )}
            <SubmitButton>Save</SubmitButton>
          </ActionForm>
        ) : (
          <p>
            <Badge tone={tenant.mfa_required ? 'positive' : 'quiet'}>
              {tenant.mfa_required ? 'Two-step verification required' : 'Two-step verification optional'}
            </Badge>
          </p>
        )}
      </Panel>
    </>
  )
}
