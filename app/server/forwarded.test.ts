import { describe, expect, test } from 'vitest'
import {
  CLIENT_HEADER,
  COUNTRY_HEADER,
  HOST_HEADER,
  SIGNATURE_HEADER,
  SIGNATURE_WINDOW_MS,
  SIGNED_AT_HEADER,
  signForwarded,
} from '#contract/forwarded.ts'
import { resolveForwarded } from './forwarded.ts'

const SECRET = 'a-secret-of-the-edge-for-tests'
const PRODUCTION = { ENVIRONMENT: 'production', EDGE_SECRET: SECRET }

const ask = (headers: Record<string, string>, settings: Parameters<typeof resolveForwarded>[1] = PRODUCTION) =>
  resolveForwarded(new Request('https://tradewind-app.pages.dev/cart', { headers }), settings)

const signed = (host: string, secret: string, agoMs = 0, country?: string) =>
  signForwarded({ host, client: '203.0.113.9', country }, secret, Date.now() - agoMs)

const OWN = { host: 'tradewind-app.pages.dev', client: '' }

describe('who a request is from and for', () => {
  test('is what the edge has signed', async () => {
    expect(await ask(await signed('demo.shop.example', SECRET))).toEqual({
      host: 'demo.shop.example',
      client: '203.0.113.9',
    })
  })

  test('comes with the country where the edge knows it', async () => {
    expect(await ask(await signed('demo.shop.example', SECRET, 0, 'DE'))).toEqual({
      host: 'demo.shop.example',
      client: '203.0.113.9',
      country: 'DE',
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
      'the signature of another country',
      async () => ({ ...(await signed('demo.shop.example', SECRET, 0, 'DE')), [COUNTRY_HEADER]: 'FR' }),
    ],
    [
      'a country that was not signed',
      async () => ({ ...(await signed('demo.shop.example', SECRET)), [COUNTRY_HEADER]: 'FR' }),
    ],
    [
      'a signature whose country is left out',
      async () => {
        const { [COUNTRY_HEADER]: _, ...placeless } = await signed('demo.shop.example', SECRET, 0, 'DE')
        return placeless
      },
    ],
    [
      'the signature of another address',
      async () => ({ ...(await signed('demo.shop.example', SECRET)), [CLIENT_HEADER]: '198.51.100.1' }),
    ],
    ['a signature of more than a minute ago', () => signed('demo.shop.example', SECRET, SIGNATURE_WINDOW_MS + 1_000)],
    ['a signature of the future', () => signed('demo.shop.example', SECRET, -SIGNATURE_WINDOW_MS - 5_000)],
    [
      'an old signature with a new time',
      async () => ({ ...(await signed('demo.shop.example', SECRET, 90_000)), [SIGNED_AT_HEADER]: String(Date.now()) }),
    ],
    [
      'no time',
      async () => {
        const { [SIGNED_AT_HEADER]: _, ...timeless } = await signed('demo.shop.example', SECRET)
        return timeless
      },
    ],
    [
      'something that is no signature',
      async () => ({ ...(await signed('demo.shop.example', SECRET)), [SIGNATURE_HEADER]: '%%%' }),
    ],
  ])('is its own with %s', async (_, headers) => {
    expect(await ask(await headers())).toEqual(OWN)
  })

  test.each([SIGNATURE_WINDOW_MS - 5_000, -SIGNATURE_WINDOW_MS + 5_000])(
    'is believed from a clock that is %i ms off',
    async (agoMs) => {
      expect((await ask(await signed('demo.shop.example', SECRET, agoMs))).host).toBe('demo.shop.example')
    },
  )

  const WELL_KNOWN = 'development-edge-secret-not-for-production'

  test.each(['production', 'preview', 'staging', 'Development', 'test ', ''])(
    'is its own in "%s" without a secret, even when signed with the well-known one',
    async (ENVIRONMENT) => {
      const headers = await signed('demo.shop.example', WELL_KNOWN)
      expect(await ask(headers, { ENVIRONMENT })).toEqual(OWN)
    },
  )

  test.each(['development', 'test'])('needs no secret of its own in %s', async (ENVIRONMENT) => {
    expect((await ask(await signed('demo.shop.example', WELL_KNOWN), { ENVIRONMENT })).host).toBe('demo.shop.example')
  })
})
