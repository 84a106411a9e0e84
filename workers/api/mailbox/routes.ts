import { createRoute, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { listOf, PageQuery } from '#contract/envelope.ts'
import { isLocalEnvironment } from '#contract/environment.ts'
import { MailboxMessage } from '#contract/mailbox.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { platformDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import { type AppEnv, json, newRouter, problems, success } from '../http/router.ts'
import { findMessage, listMessages } from './read-mailbox.ts'

/** Anywhere but on a developer's machine there is nothing here: these are other people's letters. */
const localOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (!isLocalEnvironment(c.var.config.environment)) throw new ApiProblem('not_found')
  await next()
})

const getMailbox = createRoute({
  method: 'get',
  path: '/dev/mailbox',
  operationId: 'listMailbox',
  summary: 'The messages that were sent, newest first (development only)',
  tags: ['Development'],
  ...allow('public', localOnly),
  request: {
    query: PageQuery.extend({
      store_id: Id.optional(),
      recipient: z.string().max(254).optional().meta({ description: 'Only messages to this address.' }),
    }),
  },
  responses: { 200: json(listOf(MailboxMessage), 'A page of messages.'), ...problems },
})

const getMessage = createRoute({
  method: 'get',
  path: '/dev/mailbox/{message_id}',
  operationId: 'getMailboxMessage',
  summary: 'One message that was sent (development only)',
  tags: ['Development'],
  ...allow('public', localOnly),
  request: { params: z.object({ message_id: Id }) },
  responses: { 200: json(MailboxMessage, 'The message.'), ...problems },
})

export const mailbox = newRouter()
  .openapi(getMailbox, async (c) => {
    return c.json(success(await listMessages(platformDb(c.env), c.req.valid('query'))), 200)
  })
  .openapi(getMessage, async (c) => {
    const message = await findMessage(platformDb(c.env), c.req.valid('param').message_id)
    if (!message) throw new ApiProblem('not_found')
    return c.json(success(message), 200)
  })
