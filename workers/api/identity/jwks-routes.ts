import { createRoute, z } from '@hono/zod-openapi'
import { allow } from '../access/allow.ts'
import { keyRing, PUBLISH_MS, publicKeys } from '../access/signing-keys.ts'
import { newRouter, problems } from '../http/router.ts'

const Jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: 'Jwks' })

/** As RFC 7517 has it: no envelope. */
const getJwks = createRoute({
  ...allow('public'),
  method: 'get',
  path: '/.well-known/jwks.json',
  operationId: 'getJwks',
  tags: ['Log-in'],
  summary: 'The public keys that access tokens are signed with',
  responses: { 200: { description: 'A key set.', content: { 'application/json': { schema: Jwks } } }, ...problems },
})

export const jwks = newRouter().openapi(getJwks, async (c) => {
  c.header('cache-control', `public, max-age=${PUBLISH_MS / 1000}`)
  c.header('access-control-allow-origin', '*')
  return c.json({ keys: (await publicKeys(keyRing(c.env))) as unknown as Record<string, unknown>[] }, 200)
})
