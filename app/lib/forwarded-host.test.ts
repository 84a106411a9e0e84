import { describe, expect, test } from 'vitest'
import { HOST_HEADER, SIGNATURE_HEADER, signHost } from '#contract/forwarded-host.ts'
import { believedHost } from './forwarded-host.ts'

const SECRET = 'a-secret-of-the-edge-for-tests'
const PRODUCTION = { ENVIRONMENT: 'production', EDGE_SECRET: SECRET }

const ask = (headers: Record<string, string>, settings: Parameters<typeof believedHost>[1] = PRODUCTION) =>
  believedHost(new Request('https://tradewind-app.pages.dev/cart', { headers }), settings)

describe('the host that a request is for', () => {
  test('is the one that the edge has signed', async () => {
    const signature = await signHost('demo.shop.example', SECRET)
    expect(await ask({ [HOST_HEADER]: 'demo.shop.example', [SIGNATURE_HEADER]: signature })).toBe('demo.shop.example')
  })

  test.each([
    ['no signature', async () => ({})],
    [
      'a signature by another secret',
      async () => ({ [SIGNATURE_HEADER]: await signHost('demo.shop.example', 'guessed') }),
    ],
    [
      'the signature of another host',
      async () => ({ [SIGNATURE_HEADER]: await signHost('kobe.shop.example', SECRET) }),
    ],
    ['something that is no signature', async () => ({ [SIGNATURE_HEADER]: '%%%' })],
  ])('is its own with %s', async (_, headers) => {
    expect(await ask({ [HOST_HEADER]: 'demo.shop.example', ...(await headers()) })).toBe('tradewind-app.pages.dev')
  })

  test('is its own in production without a secret, even when signed with the well-known one', async () => {
    const signature = await signHost('demo.shop.example', 'development-edge-secret')
    const headers = { [HOST_HEADER]: 'demo.shop.example', [SIGNATURE_HEADER]: signature }
    expect(await ask(headers, { ENVIRONMENT: 'production' })).toBe('tradewind-app.pages.dev')
    expect(await ask(headers, { ENVIRONMENT: 'development' })).toBe('demo.shop.example')
  })
})
