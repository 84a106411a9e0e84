/** A user's own account on the platform. */
import { createRoute, z } from '@hono/zod-openapi'
import {
  ChangePassword,
  ConfirmMfa,
  DisableMfa,
  Done,
  EnrolMfa,
  Me,
  MfaEnabled,
  MfaEnrolment,
  RecoveryCodes,
  Sessions,
  UpdateMe,
} from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { allow, userOf } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { listSessions } from '../access/sessions.ts'
import { platformDb } from '../db/store-db.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, success } from '../http/router.ts'
import { endOne, endOthers } from './end-sessions.ts'
import { readMe, updateMe } from './me.ts'
import { confirmMfa, disableMfa, enrolMfa, renewRecoveryCodes } from './mfa.ts'
import { changePassword } from './password.ts'
import { userRealm } from './realm.ts'

const common = { tags: ['My account'] }
const own = { ...common, ...allow('user') }
const ownJson = { ...common, ...allow('user', jsonBody) }

const getMe = createRoute({
  ...own,
  method: 'get',
  path: '/me',
  operationId: 'getMe',
  summary: 'Who I am and where I belong',
  responses: { 200: json(Me, 'The account.'), ...problems },
})
const patchMe = createRoute({
  ...ownJson,
  method: 'patch',
  path: '/me',
  operationId: 'updateMe',
  summary: 'Change my name or preferences',
  request: { body: body(UpdateMe) },
  responses: { 200: json(Me, 'The account as it is now.'), ...problems },
})
const postPassword = createRoute({
  ...ownJson,
  method: 'post',
  path: '/me/password',
  operationId: 'changePassword',
  summary: 'Change my password; every other session ends',
  request: { body: body(ChangePassword) },
  responses: { 200: json(Done, 'Changed.'), ...problems },
})
const getSessions = createRoute({
  ...own,
  method: 'get',
  path: '/me/sessions',
  operationId: 'listSessions',
  summary: 'Where I am logged in',
  responses: { 200: json(Sessions, 'Sessions that go on, the latest used first.'), ...problems },
})
const deleteSession = createRoute({
  ...own,
  method: 'delete',
  path: '/me/sessions/{session_id}',
  operationId: 'endSession',
  summary: 'End a session',
  request: { params: z.object({ session_id: Id }) },
  responses: { 200: json(Done, 'Ended, at once.'), ...problems },
})
const deleteSessions = createRoute({
  ...own,
  method: 'delete',
  path: '/me/sessions',
  operationId: 'endOtherSessions',
  summary: 'End every session but this one',
  responses: { 200: json(Done, 'Ended, at once.'), ...problems },
})
const postMfa = createRoute({
  ...ownJson,
  method: 'post',
  path: '/me/mfa',
  operationId: 'enrolMfa',
  summary: 'Begin two-step verification',
  request: { body: body(EnrolMfa) },
  responses: { 200: json(MfaEnrolment, 'The secret for an authenticator app.'), ...problems },
})
const postMfaConfirm = createRoute({
  ...ownJson,
  method: 'post',
  path: '/me/mfa/confirm',
  operationId: 'confirmMfa',
  summary: 'Put two-step verification in force with a first code',
  request: { body: body(ConfirmMfa) },
  responses: { 200: json(MfaEnabled, 'In force. The recovery codes are shown here only.'), ...problems },
})
const postMfaDisable = createRoute({
  ...ownJson,
  method: 'post',
  path: '/me/mfa/disable',
  operationId: 'disableMfa',
  summary: 'End two-step verification',
  request: { body: body(DisableMfa) },
  responses: { 200: json(Done, 'Ended.'), ...problems },
})
const postRecoveryCodes = createRoute({
  ...ownJson,
  method: 'post',
  path: '/me/mfa/recovery-codes',
  operationId: 'renewRecoveryCodes',
  summary: 'New recovery codes; the old ones are void',
  request: { body: body(DisableMfa) },
  responses: { 200: json(RecoveryCodes, 'Shown here only.'), ...problems },
})

export const me = newRouter()
  .openapi(getMe, async (c) => c.json(success(await readMe(requestContextOf(c), userOf(c))), 200))
  .openapi(patchMe, async (c) => {
    await updateMe(requestContextOf(c), userOf(c), c.req.valid('json'))
    return c.json(success(await readMe(requestContextOf(c), userOf(c))), 200)
  })
  .openapi(postPassword, async (c) => {
    await changePassword(requestContextOf(c), userRealm(c.env, c.var.config), userOf(c), c.req.valid('json'))
    return c.json(done, 200)
  })
  .openapi(getSessions, async (c) => {
    const { id, session } = userOf(c)
    const items = await listSessions(platformDb(c.env), { kind: 'user', subjectId: id }, session.id)
    return c.json(success({ items }), 200)
  })
  .openapi(deleteSession, async (c) => {
    const { session_id } = c.req.valid('param')
    await endOne(requestContextOf(c), userRealm(c.env, c.var.config), userOf(c), session_id)
    return c.json(done, 200)
  })
  .openapi(deleteSessions, async (c) => {
    await endOthers(requestContextOf(c), userRealm(c.env, c.var.config), userOf(c))
    return c.json(done, 200)
  })
  .openapi(postMfa, async (c) => {
    const realm = userRealm(c.env, c.var.config)
    const { password } = c.req.valid('json')
    return c.json(success(await enrolMfa(requestContextOf(c), realm, userOf(c), password)), 200)
  })
  .openapi(postMfaConfirm, async (c) => {
    const realm = userRealm(c.env, c.var.config)
    const recovery_codes = await confirmMfa(requestContextOf(c), realm, userOf(c), c.req.valid('json').code)
    return c.json(success({ recovery_codes }), 200)
  })
  .openapi(postMfaDisable, async (c) => {
    await disableMfa(requestContextOf(c), userRealm(c.env, c.var.config), userOf(c), c.req.valid('json'))
    return c.json(done, 200)
  })
  .openapi(postRecoveryCodes, async (c) => {
    const realm = userRealm(c.env, c.var.config)
    const recovery_codes = await renewRecoveryCodes(requestContextOf(c), realm, userOf(c), c.req.valid('json'))
    return c.json(success({ recovery_codes }), 200)
  })
