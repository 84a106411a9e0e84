/**
 * Asking somebody into a tenant by mail. The link in the mail is the only way to the token, whose hash is all that is
 * kept; inviting the same address again makes another link, and the one before ends.
 */
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Invitation } from '#contract/tenant.ts'
import type { MemberRole } from '#domain/permissions.ts'
import type { TenantRecord } from '../access/authenticate.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { writeChange } from '../audit/change.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { mail } from '../identity/mails.ts'
import type { Realm } from '../identity/realm.ts'
import { presentTime } from '../lib/present-time.ts'
import { randomToken, sha256 } from '../lib/secrets.ts'
import { MAX_PEOPLE, refuseRoles, stillIs } from './members.ts'

const LINK_MS = 7 * 24 * 3_600_000

type Row = typeof t.invitations.$inferSelect

export async function listInvitations(db: Drizzle, tenantId: string): Promise<Invitation[]> {
  const rows = await db
    .select({ invitation: t.invitations, by: t.users.name })
    .from(t.invitations)
    .leftJoin(t.users, eq(t.users.id, t.invitations.invitedBy))
    .where(and(eq(t.invitations.tenantId, tenantId), gt(t.invitations.expiresAt, Date.now())))
    .orderBy(desc(t.invitations.createdAt), desc(t.invitations.id))
    .limit(MAX_PEOPLE)
  return rows.map(({ invitation, by }) => presentInvitation(invitation, by ?? ''))
}

type Shown = Pick<Row, 'id' | 'email' | 'role' | 'createdAt' | 'expiresAt'>

const presentInvitation = ({ id, email, role, createdAt, expiresAt }: Shown, invitedBy: string): Invitation => ({
  id,
  email,
  role,
  invited_by: invitedBy,
  created_at: presentTime(createdAt),
  expires_at: presentTime(expiresAt),
})

const ofAddress = (tenantId: string, email: string) =>
  and(eq(t.invitations.tenantId, tenantId), eq(t.invitations.email, email))

export async function invite(
  visit: Visit,
  realm: Realm,
  me: UserPrincipal,
  { tenant, role, ...wanted }: { tenant: TenantRecord; email: string; role: MemberRole },
): Promise<Invitation> {
  const { db } = visit.ring
  const tenantId = tenant.id
  const email = wanted.email.toLowerCase()
  const [account, known] = await Promise.all([
    realm.findByEmail(email),
    db.select().from(t.invitations).where(ofAddress(tenantId, email)).get(),
  ])
  const nowMs = Date.now()
  const isOpen = known !== undefined && known.expiresAt > nowMs
  await refuseRoles(visit, me, { tenantId, roles: isOpen ? [known.role, role] : [role] })
  if (account && (await roleOf(db, tenantId, account.id))) {
    throw new ApiProblem('already_member', [{ path: 'email', message: 'This person is a member already.' }])
  }
  // Counted by themselves: whoever is invited a lot can still have a link to reset their password.
  await consumeAttempt(visit.env, 'mailAddress', visit.client.counted)
  await consumeAttempt(visit.env, 'mailAccount', `invitation:${email}`)

  const token = randomToken()
  const fresh = {
    role,
    tokenHash: await sha256(token),
    invitedBy: me.id,
    expiresAt: nowMs + LINK_MS,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
  const row = { ...fresh, id: known?.id ?? uuidv7(), tenantId, email }
  const invitation = presentInvitation(row, me.name)
  const letter = mail(db, realm.sender, {
    type: 'MEMBER_INVITED',
    recipient: email,
    name: account?.name ?? '',
    url: `${realm.pages.origin}/invitation?token=${token}`,
    expires_at: presentTime(row.expiresAt),
    tenant_name: tenant.name,
    invited_by: me.name,
    role,
  })
  const result = await writeChange(db, visit.trail, {
    statements: [
      db
        .insert(t.invitations)
        .values(row)
        // Of two at once, the later one's link is the one that works.
        .onConflictDoUpdate({ target: [t.invitations.tenantId, t.invitations.email], set: { ...fresh, id: row.id } }),
    ],
    entry: {
      action: isOpen ? 'invitation.renewed' : 'invitation.created',
      tenantId,
      target: { type: 'invitation', id: row.id },
      before: isOpen ? { role: known.role } : undefined,
      after: { email, role },
    },
    // Whoever was removed a moment ago sends no more: what they had sent has just been withdrawn.
    holds: sql`${peopleOf(tenantId, nowMs)} <= ${MAX_PEOPLE} AND ${stillIs(me, tenantId)}`,
    also: [letter.statement],
    answer: invitation,
  })
  if (result !== 'written') {
    const isStill = (await roleOf(db, tenantId, me.id)) === me.role
    throw new ApiProblem(isStill ? 'limit_reached' : 'forbidden')
  }
  visit.later(letter.send(visit.env))
  return invitation
}

const peopleOf = (tenantId: string, nowMs: number) => sql`(
  (SELECT count(*) FROM memberships WHERE tenant_id = ${tenantId}) +
  (SELECT count(*) FROM invitations WHERE tenant_id = ${tenantId} AND expires_at > ${nowMs}))`

async function roleOf(db: Drizzle, tenantId: string, userId: string): Promise<MemberRole | null> {
  const row = await db
    .select({ role: t.memberships.role })
    .from(t.memberships)
    .where(and(eq(t.memberships.tenantId, tenantId), eq(t.memberships.userId, userId)))
    .get()
  return row?.role ?? null
}

/** Takes an invitation back: its link ends at once. */
export async function withdrawInvitation(visit: Visit, me: UserPrincipal, tenantId: string, id: string): Promise<void> {
  const { db } = visit.ring
  const isThis = and(eq(t.invitations.id, id), eq(t.invitations.tenantId, tenantId))
  const found = await db.select().from(t.invitations).where(isThis).get()
  if (!found) throw new ApiProblem('invitation_not_found')
  await refuseRoles(visit, me, { tenantId, roles: [found.role] })
  const result = await writeChange(db, visit.trail, {
    statements: [db.delete(t.invitations).where(isThis)],
    entry: {
      action: 'invitation.withdrawn',
      target: { type: 'invitation', id },
      tenantId,
      before: { email: found.email, role: found.role },
    },
  })
  if (result !== 'written') throw new ApiProblem('invitation_not_found')
}
