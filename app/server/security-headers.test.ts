import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, withSecurityHeaders } from './security-headers.ts'

const policyOf = (headers: Record<string, string> = {}) =>
  withSecurityHeaders(new Response('', { headers }), { isHttps: true, requestId: 'r' }).headers.get(
    'content-security-policy',
  )

describe('what a page may run', () => {
  test('is our own files and nothing that stands in it', () => {
    expect(policyOf()).toContain("script-src 'self';")
    expect(policyOf()).not.toContain('unsafe')
  })

  test('is also what carries the nonce of this one answer, where Remix’s client runs', () => {
    const policy = contentSecurityPolicy('nonce-1')
    expect(policy).toContain("script-src 'self' 'nonce-nonce-1';")
    expect(policy).not.toContain('unsafe')
    expect(policyOf({ 'content-security-policy': policy })).toBe(policy)
  })
})
