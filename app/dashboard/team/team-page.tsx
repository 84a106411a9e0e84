import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ChangeRole, Invite, TransferOwnership } from '#contract/tenant.ts'
import { roleCan } from '#domain/permissions.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { RowProblem } from '../../ui/inline-form.tsx'
import { type OpenedBusiness, requireBusiness } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'
import { InviteForm, OpenInvitations } from './team-invitations.tsx'
import { MemberTable } from './team-members.tsx'
import { TransferForm } from './team-transfer.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { me, member, tenant, ask } = await requireBusiness(args, 'members:read')
  const canWrite = roleCan(member.role, 'members:write')
  const [members, invitations] = await Promise.all([
    ask(tenant.members()),
    canWrite ? ask(tenant.invitations()) : Promise.resolve([]),
  ])
  return { myId: me.id, myEmail: me.email, role: member.role, business: member.tenant.name, members, invitations }
}

export async function action(args: ActionFunctionArgs) {
  const opened = await requireBusiness(args, 'members:read')
  return dispatchIntent(args, opened, { role: changeRole, remove, invite, withdraw, resend: invite, transfer })
}

async function changeRole({ submit, tenant, done, text }: Posted & OpenedBusiness) {
  const send = (body: Parameters<typeof tenant.changeRole>[1]) => tenant.changeRole(text('user_id'), body)
  const sent = await submit({ schema: ChangeRole, body: { role: text('role') }, send })
  return sent.outcome === 'refused' ? sent.page : done('role')
}

/** Of oneself, it is leaving: there is nothing left to see then. */
async function remove({ attempt, tenant, done, text, me }: Posted & OpenedBusiness) {
  const userId = text('user_id')
  const sent = await attempt(() => tenant.removeMember(userId))
  if (sent.outcome === 'refused') return sent.page
  return userId === me.id ? redirect('/dashboard?done=left', 303) : done('removed')
}

async function invite({ submit, tenant, done, text }: Posted & OpenedBusiness) {
  const body = { email: text('email').trim(), role: text('role') }
  const sent = await submit({
    schema: Invite,
    body,
    send: tenant.invite,
    fieldOfCode: { already_member: 'email', limit_reached: 'email' },
  })
  return sent.outcome === 'refused' ? sent.page : done('invited')
}

async function withdraw({ attempt, tenant, done, text }: Posted & OpenedBusiness) {
  const sent = await attempt(() => tenant.withdraw(text('invitation_id')))
  return sent.outcome === 'refused' ? sent.page : done('withdrawn')
}

async function transfer({ submit, tenant, done, text }: Posted & OpenedBusiness) {
  const body = { user_id: text('user_id'), password: text('password') }
  const sent = await submit({
    schema: TransferOwnership,
    body,
    send: tenant.transfer,
    fieldOfCode: { password_wrong: 'password' },
  })
  return sent.outcome === 'refused' ? sent.page : done('transferred')
}

export const meta = platformMeta('Team')

const DONE = {
  role: 'Role changed.',
  removed: 'Member removed.',
  invited: 'Invitation sent. Its link works for a week.',
  withdrawn: 'Invitation withdrawn. Its link no longer works.',
  transferred: 'Ownership transferred. You are a manager now.',
}

export default function TeamPage() {
  const { myId, myEmail, role, business, members, invitations } = useLoaderData<typeof loader>()
  const others = members.filter(({ user_id }) => user_id !== myId)
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Team" lead={`Who works on ${business} and what they can do.`} />
      <FlashMessage words={DONE} />
      <RowProblem forms={['role', 'remove', 'withdraw', 'resend']} />
      <Panel id="members" title="Members" text="A role applies to all stores of the business." isFlush>
        <MemberTable members={members} role={role} />
      </Panel>
      {roleCan(role, 'members:write') ? (
        <Panel id="invite" title="Invite a member" text="They get a link by e-mail and choose their own password.">
          <InviteForm role={role} />
        </Panel>
      ) : null}
      {invitations.length > 0 ? (
        <Panel id="invitations" title="Open invitations" text="Sent and not accepted yet." isFlush>
          <OpenInvitations invitations={invitations} role={role} />
        </Panel>
      ) : null}
      {roleCan(role, 'tenant:transfer') && others.length > 0 ? (
        <Panel
          id="transfer"
          title="Transfer ownership"
          text="The new owner can do everything, including managing the team. You become a manager."
          tone="danger"
        >
          <TransferForm members={others} email={myEmail} />
        </Panel>
      ) : null}
    </>
  )
}
