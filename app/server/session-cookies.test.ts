import { describe, expect, test } from 'vitest'
import { accessToken } from '../testing/visit.ts'
import { cookieReader, dropCookie, expiryOf, hasSessionCookie, setCookie } from './session-cookies.ts'

const HTTPS = 'https://shop.example'
const HTTP = 'http://localhost:8788'
const asking = (cookie: string) => new Request(HTTPS, { headers: { cookie } })

describe('a cookie of a log-in', () => {
  test('is out of reach of scripts, of other sites and of other sub-domains', () => {
    expect(setCookie('access', 'a.b.c', HTTPS)).toBe(
      '__Host-access=a.b.c; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure',
    )
    expect(setCookie('refresh', 'r', HTTPS)).toContain('Max-Age=604800;')
    expect(setCookie('device', 'd', HTTPS)).toContain('Max-Age=31536000;')
  })

  test('has its plain name where there is no https', () => {
    expect(setCookie('mfa', 'm', HTTP)).toBe('mfa=m; Path=/; Max-Age=300; HttpOnly; SameSite=Lax')
    expect(dropCookie('mfa', HTTP)).toBe('mfa=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax')
  })

  test('is read back, and only by its full name', () => {
    const read = cookieReader(asking('__Host-refresh=r-1; access=planted'), HTTPS)
    expect(read('refresh')).toBe('r-1')
    expect(read('access')).toBeNull()
  })

  test.each(['a b', 'a"b', 'a,b', 'x'.repeat(3001), ''])('is none when it holds "%s"', (value) => {
    expect(cookieReader(asking(`__Host-access=${value}`), HTTPS)('access')).toBeNull()
  })

  test('makes a page private, whatever it holds', () => {
    expect(hasSessionCookie(asking('__Host-access='), HTTPS)).toBe(true)
    expect(hasSessionCookie(asking('__Host-refresh=r'), HTTPS)).toBe(true)
    expect(hasSessionCookie(asking('__Host-device=d; access=x'), HTTPS)).toBe(false)
  })
})

describe('when an access token ends', () => {
  test('stands in it', () => expect(expiryOf(accessToken(1_800_000_000_000))).toBe(1_800_000_000_000))

  test.each(['', 'a', 'a.b.c', `a.${btoa('null')}.c`, `a.${btoa('{"exp":"soon"}')}.c`])(
    'is at once for "%s"',
    (token) => {
      expect(expiryOf(token)).toBe(0)
    },
  )
})
