/**
 * The other end of an invitation: whoever holds the link reads what it offers and accepts. The link has proved the mail
 * address, so somebody new has an account at once; somebody who has one accepts logged in, and nobody for them.
 */
import { and, eq, gt } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { AcceptInvitation, InvitationOffer } from '#contract/tenant.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { writeChange } from '../audit/change.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { hashPassword, refuseCommonPassword } from '../identity/passwords.ts'
import type { Realm } from '../identity/realm.ts'
import { sha256 } from '../lib/secrets.ts'

/** What the link offers. Looking changes nothing, so that a mail scanner which follows links does no harm. */
export async function lookAtInvitation(
  visit: Visit,
  realm: Realm,
  token: string,
): Promise<z.infer<typeof InvitationOffer>> {
  const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
  const { invitation, tenant } = await findOpen(visit, token)
  await attempt.giveBack()
  const [account, inviter] = await Promise.all([
    realm.findByEmail(invitation.email),
    realm.findById(invitation.invitedBy),
  ])
  return {
    tenant_name: tenant.name,
    email: invitation.email,
    role: invitation.role,
    invited_by: inviter?.name ?? '',
    has_account: account !== null,
  }
}

/** Makes a member of the user who is logged in, or of the account that is made here. */
export async function acceptInvitation(
  visit: Visit,
  realm: Realm,
  user: UserPrincipal | null,
  { token, account }: z.infer<typeof AcceptInvitation>,
): Promise<void> {
  const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
  const open = await findOpen(visit, token)
  await attempt.giveBack()
  const { invitation, tenant } = open
  if (tenant.status === 'suspended') throw new ApiProblem('tenant_suspended')
  if (user && user.email !== invitation.email) return refuse(visit, open, 'forbidden')
  const newcomer = user ? null : await newcomerOf(visit, realm, open, account)

  const { db } = visit.ring
  const userId = user?.id ?? newcomer?.id ?? ''
  visit.trail.actor = { type: 'user', id: userId }
  const nowMs = Date.now()
  const stamps = { createdAt: nowMs, updatedAt: nowMs }
  const { id, tenantId, role, tokenHash } = invitation
  const result = await writeChange(db, visit.trail, {
    // Of two at once one finds the invitation there.
    statements: [db.delete(t.invitations).where(and(eq(t.invitations.id, id), eq(t.invitations.tokenHash, tokenHash)))],
    entry: {
      action: 'member.joined',
      target: { type: 'user', id: userId },
      tenantId,
      after: { role, invitation: id },
    },
    also: [
      ...(newcomer?.statements(stamps) ?? []),
      db.insert(t.memberships).values({ tenantId, userId, role, ...stamps }),
    ],
  })
  if (result === 'unmet') return refuse(visit, open, 'link_invalid')
  // The address got an account, or the person became a member, a moment ago and in another way.
  if (result === 'taken') throw new ApiProblem(user ? 'already_member' : 'unauthorized')
}

interface Open {
  invitation: typeof t.invitations.$inferSelect
  tenant: typeof t.tenants.$inferSelect
}

async function findOpen(visit: Visit, token: string): Promise<Open> {
  const isThis = and(eq(t.invitations.tokenHash, await sha256(token)), gt(t.invitations.expiresAt, Date.now()))
  const open = await visit.ring.db
    .select({ invitation: t.invitations, tenant: t.tenants })
    .from(t.invitations)
    .innerJoin(t.tenants, eq(t.tenants.id, t.invitations.tenantId))
    .where(isThis)
    .get()
  return open ?? refuse(visit, null, 'link_invalid')
}

/** The account that an invitation makes. Somebody who has one is asked to log in instead. */
async function newcomerOf(
  { ring, trail }: Visit,
  realm: Realm,
  open: Open,
  account: { name: string; password: string } | null,
) {
  const { email, tenantId } = open.invitation
  if (!account || (await realm.findByEmail(email))) throw new ApiProblem('unauthorized')
  const { name, password } = account
  await refuseCommonPassword(password, 'account.password', { name, email })
  const passwordHash = await hashPassword(password, ring.config)
  const id = uuidv7()
  const { db } = ring
  return {
    id,
    statements: (stamps: { createdAt: number; updatedAt: number }): BatchItem<'sqlite'>[] => [
      db.insert(t.users).values({ id, email, name, passwordHash, preferences: {}, ...stamps }),
      auditRow(db, trail, { action: 'account.created', target: { type: 'user', id }, tenantId }),
    ],
  }
}

async function refuse(visit: Visit, open: Open | null, code: 'link_invalid' | 'forbidden'): Promise<never> {
  await recordBounded(visit.env, visit.ring.db, visit.trail, {
    action: 'invitation.refused',
    refused: code,
    tenantId: open?.invitation.tenantId,
    target: open ? { type: 'invitation', id: open.invitation.id } : undefined,
  })
  throw new ApiProblem(code)
}
