import { describe, expect, test } from 'vitest'
import { isReservedName } from './reserved-names.ts'

describe('a name for a store', () => {
  test.each([
    'wpad',
    'mta-sts',
    'autodiscover',
    'autoconfig',
    'isatap',
    'openpgpkey',
    'well-known',
    'acme-challenge',
    'www',
    'www2',
    'web',
    'mail',
    'mail3',
    'smtp',
    'imap',
    'pop3',
    'ftp',
    'ns',
    'ns1',
    'ns42',
    'dns',
    'mx10',
    'vpn',
    'postmaster',
    'hostmaster',
    'webmaster',
    'abuse',
    'no-reply',
    'security',
    'signin',
    'sign-in',
    'login',
    'log-in',
    'sign-up',
    'logout',
    'sso',
    'auth',
    'oauth',
    'account',
    'accounts',
    'secure',
    'verify',
    'reset-password',
    'admin',
    'administrator',
    'api',
    'app',
    'dashboard',
    'console',
    'support',
    'help',
    'billing',
    'pay',
    'payments',
    'checkout',
    'webhook',
    'webhooks',
    'cdn',
    'assets',
    'static',
    'media',
    'status',
    'dev',
    'test',
    'staging',
    'preview',
    'sandbox',
    'localhost',
    'internal',
  ])('is not %s', (name) => {
    expect(isReservedName(name)).toBe(true)
  })

  test.each(['l0gin', '1ogin', 'adm1n', 'supp0rt', '5ecure', 's-s-o', 'b1lling', 'l-o-g-i-n'])(
    'is not a reserved one in other spelling: %s',
    (name) => {
      expect(isReservedName(name)).toBe(true)
    },
  )

  test.each([
    'tradewind',
    'trade-wind',
    'tradewinds',
    'tradewind-support',
    'my-tradewind',
    'tradew1nd',
    'tradevvind',
    'traclewind',
    '7radewlnd',
  ])('does not pass for the platform: %s', (name) => {
    expect(isReservedName(name)).toBe(true)
  })

  test.each(['xn--80ak6aa92e', 'ab--cd', '_dmarc', '_tradewind'])('has no other meaning in the DNS: %s', (name) => {
    expect(isReservedName(name)).toBe(true)
  })

  test.each([
    'harbour',
    'demo',
    'kobe',
    'mall',
    'tea-and-trade',
    'windmill',
    'the-mail-order-tea',
    'support-your-locals',
    'shop-24',
    'studio-7',
    '1989',
    'loginova',
    'apiary',
    'webb',
    'admiral',
    'trade-winter',
    'news-stand',
    'a-team',
  ])('is %s', (name) => {
    expect(isReservedName(name)).toBe(false)
  })
})
