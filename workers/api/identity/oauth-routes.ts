/**
 * Logging in with another service: for the platform's users (`/auth/oauth/…`) and for each store's customers
 * (`/stores/{store_id}/auth/oauth/…`). Two routers from one set of routes, as for every log-in.
 */
import { createRoute, z } from '@hono/zod-openapi'
import {
  Done,
  FinishOAuth,
  OAuthCallback,
  OAuthFinished,
  OAuthProviders,
  OAuthReturn,
  OAuthStarted,
  StartOAuth,
} from '#contract/identity.ts'
import { allow, userOf } from '../access/allow.ts'
import { creationLimit } from '../access/public-limit.ts'
import { requestContextOf } from '../access/request-context.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { unlink } from './links.ts'
import { oauthProvidersOf } from './oauth/index.ts'
import { finishOAuth } from './oauth-finish.ts'
import { ofCustomers, type RealmOf, userRealm } from './realm.ts'
import { passOn, startOAuth } from './start-oauth.ts'

/** Any text: what is not offered is a 404, not a malformed request. */
const providerParam = z.object({ provider: z.string().max(40) })

function oauthRoutes(realmOf: RealmOf, kind: 'user' | 'customer') {
  const isUser = kind === 'user'
  const name = (user: string, customer: string) => (isUser ? user : customer)
  const common = { tags: [isUser ? 'Log-in' : 'Customer log-in'] }
  const params = isUser ? z.object({}) : storeParam

  const getProviders = createRoute({
    ...common,
    ...allow('public'),
    method: 'get',
    path: '/auth/oauth',
    operationId: name('listOAuthProviders', 'customerListOAuthProviders'),
    summary: 'Other services that can log in here',
    request: { params },
    responses: { 200: json(OAuthProviders, 'Those that the platform has credentials for.'), ...problems },
  })
  const postStart = createRoute({
    ...common,
    ...allow('public', creationLimit, jsonBody),
    method: 'post',
    path: '/auth/oauth/{provider}/start',
    operationId: name('startOAuth', 'customerStartOAuth'),
    summary: 'Begin a log-in at another service',
    request: { params: params.extend(providerParam.shape), body: body(StartOAuth) },
    responses: { 200: json(OAuthStarted, 'Where to send the browser, and what it keeps meanwhile.'), ...problems },
  })
  const postFinish = createRoute({
    ...common,
    ...allow('public', jsonBody),
    method: 'post',
    path: '/auth/oauth/finish',
    operationId: name('finishOAuth', 'customerFinishOAuth'),
    summary: 'Finish a log-in at another service',
    request: { params, body: body(FinishOAuth) },
    responses: { 200: json(OAuthFinished, 'Logged in, or asked for the second step.'), ...problems },
  })

  return newRouter()
    .openapi(getProviders, (c) => {
      const items = oauthProvidersOf(c.var.config).map(({ id, name }) => ({ id, name }))
      return c.json(success({ items }), 200)
    })
    .openapi(postFinish, async (c) =>
      c.json(success(await finishOAuth(requestContextOf(c), realmOf(c), c.req.valid('json'))), 200),
    )
    .openapi(postStart, async (c) => {
      const { provider } = c.req.valid('param') as z.infer<typeof providerParam>
      const { return_to: returnTo } = c.req.valid('json')
      return c.json(success(await startOAuth(requestContextOf(c), realmOf(c), { provider, returnTo })), 200)
    })
}

const postCallback = createRoute({
  ...allow('public', jsonBody),
  method: 'post',
  path: '/auth/oauth/callback',
  operationId: 'passOnOAuth',
  tags: ['Log-in'],
  summary: 'Which site began a log-in at another service, and what it finishes it with',
  request: { body: body(OAuthCallback) },
  responses: { 200: json(OAuthReturn, "The site's origin, and the code sealed for this log-in."), ...problems },
})
const deleteLink = createRoute({
  ...allow('user'),
  method: 'delete',
  path: '/me/linked-accounts/{provider}',
  operationId: 'unlinkAccount',
  tags: ['My account'],
  summary: 'Take a way to log in from my account; never the last one',
  request: { params: providerParam },
  responses: { 200: json(Done, 'That service cannot log in any more.'), ...problems },
})

const ofUsers: RealmOf = (c) => userRealm(c.env, c.var.config)

export const oauth = newRouter()
  .route('/', oauthRoutes(ofUsers, 'user'))
  .openapi(postCallback, async (c) => c.json(success(await passOn(requestContextOf(c), c.req.valid('json'))), 200))
  .openapi(deleteLink, async (c) => {
    await unlink(requestContextOf(c), ofUsers(c), userOf(c).id, c.req.valid('param').provider)
    return c.json(done, 200)
  })

export const customerOAuth = oauthRoutes(ofCustomers, 'customer')
