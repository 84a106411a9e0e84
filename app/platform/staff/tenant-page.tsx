import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Suspend } from '#contract/platform.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, DashHead, Panel, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { RowProblem } from '../../ui/inline-form.tsx'
import { type OpenedPlatform, openPlatform } from './open-platform.ts'
import type { Suspendable } from './staff-calls.ts'
import { Suspension } from './suspension.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { staff, ask } = await openPlatform(args, 'platform:read')
  return { tenant: await ask(staff.tenant(args.params.tenantId ?? '')) }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await openPlatform(args, 'platform:suspend'), { suspend, resume })
}

const meantBy = ({ text }: Posted): Suspendable => ({
  kind: text('kind') === 'stores' ? 'stores' : 'tenants',
  id: text('id'),
})

async function suspend(posted: Posted & OpenedPlatform) {
  const { submit, staff, text, done } = posted
  const send = ({ reason }: { reason: string }) => staff.suspend(meantBy(posted), reason)
  const sent = await submit({ schema: Suspend, body: { reason: text('reason') }, send })
  return sent.outcome === 'refused' ? sent.page : done('suspended')
}

async function resume(posted: Posted & OpenedPlatform) {
  const sent = await posted.attempt(() => posted.staff.resume(meantBy(posted)))
  return sent.outcome === 'refused' ? sent.page : posted.done('resumed')
}

export const meta = platformMeta('Business')

const DONE = {
  suspended: 'It is suspended. The owner has been told why.',
  resumed: 'It is open again. The owner has been told.',
}

export default function TenantPage() {
  const { tenant } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead title={tenant.name} lead={tenant.id} />
      <FlashMessage words={DONE} />
      <RowProblem forms={['suspend', 'resume']} />
      <Panel id="facts" title="The business" text="What its owner has set.">
        <dl className="fact-list">
          <div>
            <dt>Owner</dt>
            <dd>{tenant.owner ? `${tenant.owner.name}, ${tenant.owner.email}` : 'None'}</dd>
          </div>
          <div>
            <dt>Members</dt>
            <dd>{tenant.member_count}</dd>
          </div>
          <div>
            <dt>Two steps</dt>
            <dd>{tenant.mfa_required ? 'Needed for everybody' : 'As each one likes'}</dd>
          </div>
          <div>
            <dt>Since</dt>
            <dd>
              <Time iso={tenant.created_at} />
            </dd>
          </div>
        </dl>
        <Suspension
          kind="tenants"
          id={tenant.id}
          name={tenant.name}
          status={tenant.status}
          reason={tenant.suspended_reason}
        />
      </Panel>
      {tenant.stores.map((store) => (
        <Panel key={store.id} id={`store-${store.id}`} title={store.name} text={`In ${store.currency}`}>
          <p>
            <a href={store.url}>{store.url.replace(/^https?:\/\//, '')}</a>
          </p>
          <p>
            {store.status === 'active' ? <Badge tone="positive">Open</Badge> : <Badge tone="negative">Suspended</Badge>}
          </p>
          <Suspension
            kind="stores"
            id={store.id}
            name={store.name}
            status={store.status}
            reason={store.suspended_reason}
          />
        </Panel>
      ))}
    </>
  )
}
