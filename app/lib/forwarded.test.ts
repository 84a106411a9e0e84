import { describe, expect, test } from 'vitest'
import { CLIENT_HEADER, HOST_HEADER, SIGNATURE_HEADER, signForwarded } from '#contract/forwarded.ts'
import { whoAsks } from './forwarded.ts'

const SECRET = 'a-secret-of-the-edge-for-tests'
const PRODUCTION = { ENVIRONMENT: 'production', EDGE_SECRET: SECRET }

const ask = (headers: Record<string, string>, settings: Parameters<typeof whoAsks>[1] = PRODUCTION) =>
  whoAsks(new Request('https://tradewind-app.pages.dev/cart', { headers }), settings)

const signed = (host: string, secret: string) => signForwarded({ host, client: '203.0.113.9' }, secret)

const OWN = { host: 'tradewind-app.pages.dev', client: '' }

describe('who a request is from and for', () => {
  test('is what the edge has signed', async () => {
    expect(await ask(await signed('demo.shop.example', SECRET))).toEqual({
      host: 'demo.shop.example',
      client: '203.0.113.9',
    })
  })

  test.each([
    ['no signature', async () => ({ [HOST_HEADER]: 'demo.shop.example' })],
    ['a signature by another secret', () => signed('demo.shop.example', 'guessed')],
    [
      'the signature of another host',
      async () => ({ ...(await signed('kobe.shop.example', SECRET)), [HOST_HEADER]: 'demo.shop.example' }),
    ],
    [
      'the signature of another address',
      async () => ({ ...(await signed('demo.shop.example', SECRET)), [CLIENT_HEADER]: '198.51.100.1' }),
    ],
    [
      'something that is no signature',
      async () => ({ ...(await signed('demo.shop.example', SECRET)), [SIGNATURE_HEADER]: '%%%' }),
    ],
  ])('is its own with %s', async (_, headers) => {
    expect(await ask(await headers())).toEqual(OWN)
  })

  test('is its own in production without a secret, even when signed with the well-known one', async () => {
    const headers = await signed('demo.shop.example', 'development-edge-secret-not-for-production')
    expect(await ask(headers, { ENVIRONMENT: 'production' })).toEqual(OWN)
    expect((await ask(headers, { ENVIRONMENT: 'development' })).host).toBe('demo.shop.example')
  })
})
