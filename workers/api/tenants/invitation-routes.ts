/** Asking people into a business, and what the person asked does with the link. */
import { createRoute } from '@hono/zod-openapi'
import { Done } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import {
  AcceptInvitation,
  Invitation,
  InvitationOffer,
  Invitations,
  InvitationToken,
  Invite,
} from '#contract/tenant.ts'
import { allow, optionalUser, userOf } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { platformDb } from '../db/store-db.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, success, tenantParam } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { userRealm } from '../identity/realm.ts'
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts'
import { invite, listInvitations, withdrawInvitation } from './invitations.ts'

const common = { tags: ['Invitations'] }

const getInvitations = createRoute({
  ...common,
  ...allow('members:read'),
  method: 'get',
  path: '/tenants/{tenant_id}/invitations',
  operationId: 'listInvitations',
  summary: 'Invitations that are open',
  request: { params: tenantParam },
  responses: { 200: json(Invitations, 'The latest first.'), ...problems },
})
const postInvitation = createRoute({
  ...common,
  ...allow('members:write', jsonBody, once),
  method: 'post',
  path: '/tenants/{tenant_id}/invitations',
  operationId: 'invite',
  summary: 'Invite somebody by mail',
  request: { params: tenantParam, body: body(Invite), headers: idempotencyHeader },
  responses: { 201: json(Invitation, 'Sent; open for seven days.'), ...problems },
})
const deleteInvitation = createRoute({
  ...common,
  ...allow('members:write'),
  method: 'delete',
  path: '/tenants/{tenant_id}/invitations/{invitation_id}',
  operationId: 'withdrawInvitation',
  summary: 'Withdraw an invitation',
  request: { params: tenantParam.extend({ invitation_id: Id }) },
  responses: { 200: json(Done, 'Withdrawn; the link has ended.'), ...problems },
})
const postLook = createRoute({
  ...common,
  ...allow('public', jsonBody),
  method: 'post',
  path: '/invitations/look',
  operationId: 'lookAtInvitation',
  summary: 'What a link offers',
  request: { body: body(InvitationToken) },
  responses: { 200: json(InvitationOffer, 'The offer. Looking changes nothing.'), ...problems },
})
const postAccept = createRoute({
  ...common,
  ...allow('public', jsonBody),
  method: 'post',
  path: '/invitations/accept',
  operationId: 'acceptInvitation',
  summary: 'Accept, logged in as the person invited or with a new account',
  request: { body: body(AcceptInvitation) },
  responses: { 200: json(Done, 'A member now.'), ...problems },
})

export const invitations = newRouter()
  .openapi(getInvitations, async (c) =>
    c.json(success({ items: await listInvitations(platformDb(c.env), c.var.tenant.id) }), 200),
  )
  .openapi(postInvitation, async (c) => {
    const wanted = { tenant: c.var.tenant, ...c.req.valid('json') }
    return c.json(success(await invite(requestContextOf(c), userRealm(c.env, c.var.config), userOf(c), wanted)), 201)
  })
  .openapi(deleteInvitation, async (c) => {
    await withdrawInvitation(requestContextOf(c), userOf(c), c.var.tenant.id, c.req.valid('param').invitation_id)
    return c.json(done, 200)
  })
  .openapi(postLook, async (c) => {
    const offer = await lookAtInvitation(requestContextOf(c), userRealm(c.env, c.var.config), c.req.valid('json').token)
    return c.json(success(offer), 200)
  })
  .openapi(postAccept, async (c) => {
    const realm = userRealm(c.env, c.var.config)
    await acceptInvitation(requestContextOf(c), realm, await optionalUser(c), c.req.valid('json'))
    return c.json(done, 200)
  })
