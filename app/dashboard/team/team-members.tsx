import type { Member } from '#contract/tenant.ts'
import { assignableRoles, type MemberRole } from '#domain/permissions.ts'
import { Badge, Confirm, Time } from '../../shell/parts.tsx'
import { ROLE_WORDS } from '../../shell/role-words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { InlineForm } from '../../ui/inline-form.tsx'

/** Everybody in the team; what `role` may change of whom is right there. */
export function MemberTable({ members, role }: { members: Member[]; role: MemberRole }) {
  const gives = assignableRoles(role)
  const mayChange = (member: Member) => !member.is_me && gives.includes(member.role)
  return (
    <DataTable
      caption="Members"
      items={members}
      keyOf={({ user_id }) => user_id}
      columns={[
        {
          label: 'Person',
          cell: (member) => (
            <span className="two-lines">
              <span>
                {member.name}
                {member.is_me ? ' (you)' : ''}
              </span>
              <span className="muted">{member.email}</span>
            </span>
          ),
        },
        {
          label: 'Role',
          cell: (member) => (mayChange(member) ? <RoleForm member={member} gives={gives} /> : roleName(member.role)),
        },
        {
          label: 'Two-step',
          cell: ({ mfa_enabled }) =>
            mfa_enabled ? <Badge tone="positive">On</Badge> : <Badge tone="caution">Off</Badge>,
        },
        { label: 'Since', cell: (member) => <Time iso={member.joined_at} isDay /> },
        {
          label: 'Actions',
          isQuiet: true,
          cell: (member) => <Removal member={member} isAllowed={mayChange(member)} />,
        },
      ]}
    />
  )
}

const roleName = (role: MemberRole) => ROLE_WORDS[role].label

function RoleForm({ member, gives }: { member: Member; gives: MemberRole[] }) {
  return (
    <InlineForm name="role" fields={{ user_id: member.user_id }}>
      <select className="field__input" name="role" defaultValue={member.role} aria-label={`Role of ${member.name}`}>
        {gives.map((role) => (
          <option key={role} value={role}>
            {roleName(role)}
          </option>
        ))}
      </select>
      <button className="button button--quiet button--small" type="submit">
        Save<span className="visually-hidden"> the role of {member.name}</span>
      </button>
    </InlineForm>
  )
}

function Removal({ member, isAllowed }: { member: Member; isAllowed: boolean }) {
  const isLeaving = member.is_me && member.role !== 'owner'
  if (!isAllowed && !isLeaving) return null
  return (
    <Confirm
      label={isLeaving ? 'Leave' : 'Remove'}
      question={
        isLeaving
          ? 'You lose access to this business at once.'
          : `${member.name} loses access to this business at once.`
      }
    >
      <InlineForm name="remove" fields={{ user_id: member.user_id }}>
        <button className="button button--danger button--small" type="submit">
          {isLeaving ? 'Leave the team' : `Remove ${member.name}`}
        </button>
      </InlineForm>
    </Confirm>
  )
}
