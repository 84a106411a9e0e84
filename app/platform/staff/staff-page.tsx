import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AddPlatformMember } from '#contract/platform.ts'
import { PLATFORM_ROLES } from '#domain/permissions.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, Confirm, DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { PLATFORM_ROLE_WORDS } from '../../shell/role-words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { InlineForm, RowProblem } from '../../ui/inline-form.tsx'
import { type OpenedPlatform, openPlatform } from './open-platform.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { me, staff, ask } = await openPlatform(args, 'platform:staff')
  return { myId: me.id, members: await ask(staff.members()) }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await openPlatform(args, 'platform:staff'), { add, remove })
}

async function add({ submit, staff, text, done }: Posted & OpenedPlatform) {
  const body = { email: text('email').trim(), role: text('role') }
  const sent = await submit({
    schema: AddPlatformMember,
    body,
    send: staff.addMember,
    fieldOfCode: { user_not_found: 'email', already_member: 'email' },
  })
  return sent.outcome === 'refused' ? sent.page : done('added')
}

async function remove({ attempt, staff, text, done }: Posted & OpenedPlatform) {
  const sent = await attempt(() => staff.removeMember(text('user_id')))
  return sent.outcome === 'refused' ? sent.page : done('removed')
}

export const meta = platformMeta('Staff')

const DONE = { added: 'That person works for the platform now.', removed: 'That person has no rights here any more.' }

export default function StaffPage() {
  const { myId, members } = useLoaderData<typeof loader>()
  const form = useForm('add', { role: 'moderator' })
  return (
    <>
      <DashHead title="Staff" lead="Who works for the platform. Everybody here needs two-step verification." />
      <FlashMessage words={DONE} />
      <RowProblem forms={['remove']} />
      <Panel id="members" title="People" isFlush>
        <DataTable
          caption="Staff"
          items={members}
          keyOf={({ user_id }) => user_id}
          columns={[
            {
              label: 'Person',
              cell: ({ user_id, name, email }) => (
                <span className="two-lines">
                  {user_id === myId ? `${name} (you)` : name}
                  <span className="muted">{email}</span>
                </span>
              ),
            },
            { label: 'Role', cell: ({ role }) => PLATFORM_ROLE_WORDS[role].label },
            {
              label: 'Two steps',
              cell: ({ mfa_enabled }) =>
                mfa_enabled ? <Badge tone="positive">On</Badge> : <Badge tone="caution">Off</Badge>,
            },
            {
              label: 'Actions',
              isQuiet: true,
              cell: ({ user_id, name }) =>
                user_id === myId ? null : (
                  <Confirm label="Remove" question={`${name} loses every right on the platform at once.`}>
                    <InlineForm name="remove" fields={{ user_id }}>
                      <button className="button button--danger button--small" type="submit">
                        Remove {name}
                      </button>
                    </InlineForm>
                  </Confirm>
                ),
            },
          ]}
        />
      </Panel>
      <Panel id="add" title="Add somebody" text="They need an account on Tradewind first.">
        <ActionForm form={form}>
          <Field {...form.field('email')} type="email" label="E-mail" autoComplete="off" inputMode="email" />
          <fieldset className="role-choice">
            <legend>Role</legend>
            {PLATFORM_ROLES.map((role) => (
              <label className="check" key={role}>
                <input type="radio" name="role" value={role} defaultChecked={form.value('role') === role} />
                <span className="check__words">
                  {PLATFORM_ROLE_WORDS[role].label}
                  <span className="muted">{PLATFORM_ROLE_WORDS[role].means}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <SubmitButton>Add to the staff</SubmitButton>
        </ActionForm>
      </Panel>
    </>
  )
}
