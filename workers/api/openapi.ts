/** The head of the OpenAPI 3.1 document; the paths come from the routes themselves. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './http/router.ts'

export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'Tradewind API',
    version: '1.0.0',
    license: { name: 'MIT', identifier: 'MIT' },
    description: [
      'Every answer is `{ data, error }`, one of them null. An error has a stable `code`, words for people and the',
      '`request_id` to quote. Money is whole minor units plus an ISO 4217 code; times are ISO 8601 in UTC; ids are',
      'UUIDv7. Creating requests take an `Idempotency-Key`.',
    ].join(' '),
  },
  servers: [{ url: '/', description: 'This platform' }],
  security: [],
}

export function registerSecuritySchemes(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'cart', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Cart-Token',
    description: "The token that came with the cart. For a customer's cart that customer has to be logged in besides.",
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'access', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a log-in: 30 minutes, renewed with the refresh token.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-access',
    description:
      'The same token as the pages of the platform keep it. Changes then need an `X-Csrf` header and the own Origin.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: "A store's secret API key, `sk_…`, with the scope that the operation names as `x-permission`.",
  })
}
