import type { Invitation } from '#contract/tenant.ts'
import { assignableRoles, type MemberRole } from '#domain/permissions.ts'
import { Time } from '../../shell/parts.tsx'
import { ROLE_WORDS } from '../../shell/role-words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { InlineForm } from '../../ui/inline-form.tsx'

export function InviteForm({ role }: { role: MemberRole }) {
  const gives = assignableRoles(role)
  const form = useForm('invite', { role: gives.includes('staff') ? 'staff' : (gives[0] ?? '') })
  return (
    <ActionForm form={form}>
      <Field {...form.field('email')} type="email" label="E-mail" autoComplete="off" inputMode="email" />
      <fieldset className="role-choice">
        <legend>Role</legend>
        {gives.map((one) => (
          <label className="check" key={one}>
            <input type="radio" name="role" value={one} defaultChecked={form.value('role') === one} />
            <span className="check__words">
              {ROLE_WORDS[one].label}
              <span className="muted">{ROLE_WORDS[one].means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <SubmitButton>Send invitation</SubmitButton>
    </ActionForm>
  )
}

/** Sending again makes a fresh link and ends the one before. */
export function OpenInvitations({ invitations, role }: { invitations: Invitation[]; role: MemberRole }) {
  const gives = assignableRoles(role)
  return (
    <DataTable
      caption="Open invitations"
      items={invitations}
      keyOf={({ id }) => id}
      columns={[
        { label: 'E-mail', cell: ({ email }) => email },
        { label: 'Role', cell: (invitation) => ROLE_WORDS[invitation.role].label },
        { label: 'Invited by', cell: ({ invited_by }) => invited_by },
        { label: 'Expires', cell: ({ expires_at }) => <Time iso={expires_at} isDay /> },
        {
          label: 'Actions',
          isQuiet: true,
          cell: ({ id, email, role: given }) =>
            gives.includes(given) ? (
              <div className="row-actions">
                <InlineForm name="resend" fields={{ email, role: given }}>
                  <button className="button button--quiet button--small" type="submit">
                    Send again<span className="visually-hidden"> to {email}</span>
                  </button>
                </InlineForm>
                <InlineForm name="withdraw" fields={{ invitation_id: id }}>
                  <button className="button button--quiet button--small" type="submit">
                    Withdraw<span className="visually-hidden"> the invitation of {email}</span>
                  </button>
                </InlineForm>
              </div>
            ) : null,
        },
      ]}
    />
  )
}
