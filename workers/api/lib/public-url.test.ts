import { describe, expect, test } from 'vitest'
import { isPublicHost } from './public-url.ts'

describe('a host is on the public internet', () => {
  test.each([
    'localhost',
    'shop.localhost',
    'shop.local',
    'nas.lan',
    'billing.internal',
    'router.home.arpa',
    '1.168.192.in-addr.arpa',
    'abcdefgh.onion',
    'shop.alt',
    'shop.invalid',
    'shop.local.',
    '10.0.0.1',
    '127.0.0.1',
    '[::1]',
    '[fd00::1]',
  ])('not %s', (host) => {
    expect(isPublicHost(host)).toBe(false)
  })

  test.each(['shop.example.com', 'local.example.com', 'xn--bcher-kva.de', '1.1.1.1', '[2606:4700::1111]'])(
    '%s',
    (host) => {
      expect(isPublicHost(host)).toBe(true)
    },
  )
})
