/**
 * Signing up, logging in and out: once for the platform's users (`/auth/…`), and once for each store's customers
 * (`/stores/{store_id}/auth/…`). Two routers from one set of routes; a realm tells them apart.
 */
import { createRoute, z } from '@hono/zod-openapi'
import {
  CheckMail,
  ConfirmSignUp,
  CustomerSignUp,
  Done,
  ForgotPassword,
  LogIn,
  LogInResult,
  LogInWithCode,
  PasswordWasReset,
  Refresh,
  ResetPassword,
  SignedIn,
  SignUp,
  SignUpConfirmed,
  SignUpStarted,
  Tokens,
} from '#contract/identity.ts'
import { allow, customerOf, userOf } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { endOne } from './end-sessions.ts'
import { logIn, logInWithCode } from './log-in.ts'
import { forgotPassword, resetPassword } from './password.ts'
import { ofCustomers, ofUsers, type RealmOf } from './realm.ts'
import { refresh } from './refresh.ts'
import { confirmSignUp, signUp } from './sign-up.ts'

/** What both kinds of account share. `name` makes the operation ids differ: `logIn`, `customerLogIn`. */
function authRoutes(realmOf: RealmOf, kind: 'user' | 'customer') {
  const isUser = kind === 'user'
  const name = (operation: string) =>
    isUser ? operation : `customer${operation.charAt(0).toUpperCase()}${operation.slice(1)}`
  const common = { method: 'post' as const, tags: [isUser ? 'Log-in' : 'Customer log-in'] }
  const params = isUser ? z.object({}) : storeParam
  const open = { ...common, ...allow('public', jsonBody) }

  const postSignUp = createRoute({
    ...open,
    path: '/auth/sign-up',
    operationId: name('signUp'),
    summary: 'Ask for an account; a link is sent by mail',
    request: { params, body: body(isUser ? SignUp : CustomerSignUp) },
    responses: { 202: json(SignUpStarted, 'The same whether the address has an account or not.'), ...problems },
  })
  const postConfirm = createRoute({
    ...open,
    path: '/auth/sign-up/confirm',
    operationId: name('confirmSignUp'),
    summary: 'Confirm the address by its link',
    request: { params, body: body(ConfirmSignUp) },
    responses: { 200: json(SignUpConfirmed, 'The account exists now.'), ...problems },
  })
  const postLogIn = createRoute({
    ...open,
    path: '/auth/log-in',
    operationId: name('logIn'),
    summary: 'Log in with mail address and password',
    request: { params, body: body(LogIn) },
    responses: { 200: json(LogInResult, 'Logged in, or asked for the second step.'), ...problems },
  })
  const postRefresh = createRoute({
    ...open,
    path: '/auth/refresh',
    operationId: name('refresh'),
    summary: 'New tokens for a refresh token, which is used up',
    request: { params, body: body(Refresh) },
    responses: { 200: json(Tokens, 'The next tokens.'), ...problems },
  })
  const postForgot = createRoute({
    ...open,
    path: '/auth/password/forgot',
    operationId: name('forgotPassword'),
    summary: 'Ask for a link to set a password',
    request: { params, body: body(ForgotPassword) },
    responses: { 202: json(CheckMail, 'The same whether the address has an account or not.'), ...problems },
  })
  const postReset = createRoute({
    ...open,
    path: '/auth/password/reset',
    operationId: name('resetPassword'),
    summary: 'Set a password by link',
    request: { params, body: body(ResetPassword) },
    responses: { 200: json(PasswordWasReset, 'Set; every session has ended.'), ...problems },
  })
  const postLogOut = createRoute({
    ...common,
    ...allow(kind),
    path: '/auth/log-out',
    operationId: name('logOut'),
    summary: 'End this session',
    request: { params },
    responses: { 200: json(Done, 'Ended, at once.'), ...problems },
  })

  return newRouter()
    .openapi(postSignUp, async (c) => {
      const proof = await signUp(requestContextOf(c), realmOf(c), c.req.valid('json'))
      return c.json(success({ status: 'check_mail' as const, proof }), 202)
    })
    .openapi(postConfirm, async (c) =>
      c.json(success(await confirmSignUp(requestContextOf(c), realmOf(c), c.req.valid('json'))), 200),
    )
    .openapi(postLogIn, async (c) =>
      c.json(success(await logIn(requestContextOf(c), realmOf(c), c.req.valid('json'))), 200),
    )
    .openapi(postRefresh, async (c) =>
      c.json(success(await refresh(requestContextOf(c), realmOf(c), c.req.valid('json').refresh_token)), 200),
    )
    .openapi(postForgot, async (c) => {
      await forgotPassword(requestContextOf(c), realmOf(c), c.req.valid('json').email)
      return c.json(success({ status: 'check_mail' as const }), 202)
    })
    .openapi(postReset, async (c) => {
      const device_token = await resetPassword(requestContextOf(c), realmOf(c), c.req.valid('json'))
      return c.json(success({ status: 'done' as const, device_token }), 200)
    })
    .openapi(postLogOut, async (c) => {
      const present = isUser ? userOf(c) : customerOf(c)
      await endOne(requestContextOf(c), realmOf(c), present, present.session.id)
      return c.json(done, 200)
    })
}

const postCode = createRoute({
  ...allow('public', jsonBody),
  method: 'post',
  path: '/auth/log-in/code',
  operationId: 'logInWithCode',
  tags: ['Log-in'],
  summary: 'The second step of a log-in',
  request: { body: body(LogInWithCode) },
  responses: { 200: json(SignedIn, 'Logged in.'), ...problems },
})

export const auth = newRouter()
  .route('/', authRoutes(ofUsers, 'user'))
  .openapi(postCode, async (c) =>
    c.json(success(await logInWithCode(requestContextOf(c), ofUsers(c), c.req.valid('json'))), 200),
  )

export const customerAuth = authRoutes(ofCustomers, 'customer')
