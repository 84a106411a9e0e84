/** A customer's own account in one store: profile, sessions, addresses, orders, and leaving again. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  Customer,
  CustomerAddress,
  CustomerAddresses,
  CustomerExport,
  Erased,
  OrderSummaries,
  SaveAddress,
  UpdateCustomer,
} from '#contract/customer.ts'
import { PageQuery } from '#contract/envelope.ts'
import { ChangePassword, Done, Sessions, WithPassword } from '#contract/identity.ts'
import { Order } from '#contract/order.ts'
import { Id } from '#contract/primitives.ts'
import { allow, customerOf } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { listSessions } from '../access/sessions.ts'
import { jsonBody } from '../http/json-body.ts'
import { ApiProblem } from '../http/problem.ts'
import { type AppEnv, body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { endOne, endOthers } from '../identity/end-sessions.ts'
import { changePassword } from '../identity/password.ts'
import { ofCustomers } from '../identity/realm.ts'
import { findOrderOf, listOrdersOf } from '../orders/orders.ts'
import { addAddress, changeAddress, listAddresses, removeAddress } from './addresses.ts'
import type { CustomerContext } from './customer-context.ts'
import { eraseAccount } from './erase.ts'
import { exportAccount } from './export.ts'
import { deactivateAccount, readProfile, updateProfile } from './profile.ts'

const common = { tags: ['Customer account'] }
const own = { ...common, ...allow('customer') }
const ownJson = { ...common, ...allow('customer', jsonBody) }
const params = storeParam
const withAddress = storeParam.extend({ address_id: Id })

const getAccount = createRoute({
  ...own,
  method: 'get',
  path: '/account',
  operationId: 'getAccount',
  summary: 'My account in this store',
  request: { params },
  responses: { 200: json(Customer, 'The account.'), ...problems },
})
const patchAccount = createRoute({
  ...ownJson,
  method: 'patch',
  path: '/account',
  operationId: 'updateAccount',
  summary: 'Change my name, phone number or preferences',
  request: { params, body: body(UpdateCustomer) },
  responses: { 200: json(Customer, 'The account as it is now.'), ...problems },
})
const postPassword = createRoute({
  ...ownJson,
  method: 'post',
  path: '/account/password',
  operationId: 'changeAccountPassword',
  summary: 'Change my password; every other session ends',
  request: { params, body: body(ChangePassword) },
  responses: { 200: json(Done, 'Changed.'), ...problems },
})
const getSessions = createRoute({
  ...own,
  method: 'get',
  path: '/account/sessions',
  operationId: 'listAccountSessions',
  summary: 'Where I am logged in',
  request: { params },
  responses: { 200: json(Sessions, 'Sessions that go on, the latest used first.'), ...problems },
})
const deleteSession = createRoute({
  ...own,
  method: 'delete',
  path: '/account/sessions/{session_id}',
  operationId: 'endAccountSession',
  summary: 'End a session',
  request: { params: storeParam.extend({ session_id: Id }) },
  responses: { 200: json(Done, 'Ended, at once.'), ...problems },
})
const deleteSessions = createRoute({
  ...own,
  method: 'delete',
  path: '/account/sessions',
  operationId: 'endOtherAccountSessions',
  summary: 'End every session but this one',
  request: { params },
  responses: { 200: json(Done, 'Ended, at once.'), ...problems },
})
const getAddresses = createRoute({
  ...own,
  method: 'get',
  path: '/account/addresses',
  operationId: 'listAddresses',
  summary: 'My addresses',
  request: { params },
  responses: { 200: json(CustomerAddresses, 'The addresses, oldest first.'), ...problems },
})
const postAddress = createRoute({
  ...common,
  ...allow('customer', jsonBody, once),
  method: 'post',
  path: '/account/addresses',
  operationId: 'addAddress',
  summary: 'Add an address',
  request: { params, body: body(SaveAddress), headers: idempotencyHeader },
  responses: { 201: json(CustomerAddress, 'The address.'), ...problems },
})
const putAddress = createRoute({
  ...ownJson,
  method: 'put',
  path: '/account/addresses/{address_id}',
  operationId: 'changeAddress',
  summary: 'Change an address, or make it the default',
  request: { params: withAddress, body: body(SaveAddress) },
  responses: { 200: json(CustomerAddress, 'The address as it is now.'), ...problems },
})
const deleteAddress = createRoute({
  ...own,
  method: 'delete',
  path: '/account/addresses/{address_id}',
  operationId: 'removeAddress',
  summary: 'Remove an address; another one becomes the default in its place',
  request: { params: withAddress },
  responses: { 200: json(Done, 'Removed.'), ...problems },
})
const getOrders = createRoute({
  ...own,
  method: 'get',
  path: '/account/orders',
  operationId: 'listMyOrders',
  summary: 'What I have bought',
  request: { params, query: PageQuery },
  responses: { 200: json(OrderSummaries, 'A page of orders, newest first.'), ...problems },
})
const getOrder = createRoute({
  ...own,
  method: 'get',
  path: '/account/orders/{number}',
  operationId: 'getMyOrder',
  summary: 'One of my orders',
  request: { params: storeParam.extend({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }) },
  responses: { 200: json(Order, 'The order.'), ...problems },
})
const postDeactivate = createRoute({
  ...ownJson,
  method: 'post',
  path: '/account/deactivate',
  operationId: 'deactivateAccount',
  summary: 'Let my account rest; logging in again brings it back',
  request: { params, body: body(WithPassword) },
  responses: { 200: json(Done, 'Deactivated; every session has ended.'), ...problems },
})
const getExport = createRoute({
  ...own,
  method: 'get',
  path: '/account/export',
  operationId: 'exportAccount',
  summary: 'Everything that the store keeps about me',
  request: { params },
  responses: { 200: json(CustomerExport, 'One document, without hashes and secrets.'), ...problems },
})
const postErase = createRoute({
  ...ownJson,
  method: 'post',
  path: '/account/erase',
  operationId: 'eraseAccount',
  summary: 'Erase my account for good',
  request: { params, body: body(WithPassword) },
  responses: { 200: json(Erased, 'Erased. Open orders keep their address until they have ended.'), ...problems },
})

const ownOf = (c: Context<AppEnv>): CustomerContext => ({
  visit: requestContextOf(c),
  realm: ofCustomers(c),
  db: c.var.db,
  customer: customerOf(c),
})

export const account = newRouter()
  .openapi(getAccount, async (c) => c.json(success(await readProfile(ownOf(c))), 200))
  .openapi(patchAccount, async (c) => c.json(success(await updateProfile(ownOf(c), c.req.valid('json'))), 200))
  .openapi(postPassword, async (c) => {
    await changePassword(requestContextOf(c), ofCustomers(c), customerOf(c), c.req.valid('json'))
    return c.json(done, 200)
  })
  .openapi(getSessions, async (c) => {
    const { id, session } = customerOf(c)
    const items = await listSessions(ofCustomers(c).db, { kind: 'customer', subjectId: id }, session.id)
    return c.json(success({ items }), 200)
  })
  .openapi(deleteSession, async (c) => {
    await endOne(requestContextOf(c), ofCustomers(c), customerOf(c), c.req.valid('param').session_id)
    return c.json(done, 200)
  })
  .openapi(deleteSessions, async (c) => {
    await endOthers(requestContextOf(c), ofCustomers(c), customerOf(c))
    return c.json(done, 200)
  })
  .openapi(getAddresses, async (c) => c.json(success({ items: await listAddresses(ownOf(c)) }), 200))
  .openapi(postAddress, async (c) => c.json(success(await addAddress(ownOf(c), c.req.valid('json'))), 201))
  .openapi(putAddress, async (c) => {
    const { address_id } = c.req.valid('param')
    return c.json(success(await changeAddress(ownOf(c), address_id, c.req.valid('json'))), 200)
  })
  .openapi(deleteAddress, async (c) => {
    await removeAddress(ownOf(c), c.req.valid('param').address_id)
    return c.json(done, 200)
  })
  .openapi(getOrders, async (c) =>
    c.json(success(await listOrdersOf(c.var.db, customerOf(c).id, c.req.valid('query'))), 200),
  )
  .openapi(getOrder, async (c) => {
    const order = await findOrderOf(c.var.db, customerOf(c).id, c.req.valid('param').number)
    if (!order) throw new ApiProblem('order_not_found') // also the answer for somebody else's
    return c.json(success(order), 200)
  })
  .openapi(postDeactivate, async (c) => {
    await deactivateAccount(ownOf(c), c.req.valid('json').password)
    return c.json(done, 200)
  })
  .openapi(getExport, async (c) => c.json(success(await exportAccount(ownOf(c), c.var.store)), 200))
  .openapi(postErase, async (c) => {
    const open_orders = await eraseAccount(ownOf(c), c.req.valid('json').password)
    return c.json(success({ status: 'erased' as const, open_orders }), 200)
  })
