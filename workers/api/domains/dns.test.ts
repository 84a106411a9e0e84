import { describe, expect, test, vi } from 'vitest'
import { dohResolver } from './dns.ts'

const URL_OF_DNS = 'https://dns.example/dns-query'
const NAME = '_tradewind.shop.example.com'
const VALUE = 'tradewind-verify=abc'

const answering = (response: Response | (() => Promise<Response>)) =>
  dohResolver(URL_OF_DNS, async () => (typeof response === 'function' ? response() : response))
const answeringJson = (body: unknown) => answering(Response.json(body))
const txt = (data: string) => ({ name: NAME, type: 16, TTL: 300, data })

/** What Cloudflare says beside the answer. */
const HEAD = { Status: 0, TC: false, RD: true, RA: true, AD: true, CD: false, Question: [{ name: NAME, type: 16 }] }

describe('TXT records over HTTPS', () => {
  test('are asked for by name, as JSON, following no redirect', async () => {
    const asked: { url: string; init: RequestInit }[] = []
    const dns = dohResolver(URL_OF_DNS, async (url, init) => {
      asked.push({ url, init })
      return Response.json(HEAD)
    })
    await dns.txt(NAME)
    expect(asked).toMatchObject([
      {
        url: `${URL_OF_DNS}?name=_tradewind.shop.example.com&type=TXT`,
        init: { headers: { accept: 'application/dns-json' }, redirect: 'manual', signal: expect.any(AbortSignal) },
      },
    ])
  })

  test.each<[string, string, string]>([
    ['in quotes', `"${VALUE}"`, VALUE],
    ['in several strings', '"tradewind-" "verify=abc"', VALUE],
    ['in strings without a gap', '"tradewind-""verify=abc"', VALUE],
    ['without quotes, as Google has them', VALUE, VALUE],
    ['with escaped quotes and bytes', '"say \\"hi\\" \\\\ \\065"', 'say "hi" \\ A'],
    ['that are empty', '""', ''],
    ['whose last quote is missing', '"tradewind-" "verify=abc', VALUE],
  ])('are read %s', async (_, data, value) => {
    const dns = answeringJson({ ...HEAD, Answer: [txt(data)] })
    expect(await dns.txt(NAME)).toEqual({ outcome: 'answered', values: [value] })
  })

  test('are all read, and nothing that is no TXT record', async () => {
    const cname = { name: NAME, type: 5, TTL: 300, data: `"${VALUE}"` }
    const dns = answeringJson({ ...HEAD, Answer: [cname, txt('"v=spf1 -all"'), txt(`"${VALUE}"`)] })
    expect(await dns.txt(NAME)).toEqual({ outcome: 'answered', values: ['v=spf1 -all', VALUE] })
  })

  test.each([
    ['a name that does not exist', { ...HEAD, Status: 3, Authority: [{ name: 'com', type: 6, TTL: 900, data: 'a.' }] }],
    ['a name without TXT records', HEAD],
    ['an empty answer', { ...HEAD, Answer: [] }],
  ])('are none for %s', async (_, body) => {
    expect(await answeringJson(body).txt(NAME)).toEqual({ outcome: 'answered', values: [] })
  })

  test.each<[string, Response | (() => Promise<Response>)]>([
    ['SERVFAIL', Response.json({ ...HEAD, Status: 2 })],
    ['REFUSED', Response.json({ ...HEAD, Status: 5 })],
    [
      'a page instead of JSON',
      new Response('<html>Captive portal</html>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['JSON of another kind', Response.json({ hello: 'world' })],
    ['an answer of another shape', Response.json({ ...HEAD, Answer: [{ type: 16, data: 7 }] })],
    ['more than a DNS message holds', Response.json({ ...HEAD, Answer: [txt('x'.repeat(200_000))] })],
    ['HTTP 500', new Response('no', { status: 500 })],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })],
    ['a broken connection', () => Promise.reject(new Error('Network connection lost.'))],
  ])('are not known after %s', async (_, response) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(await answering(response).txt(NAME)).toEqual({ outcome: 'unavailable' })
    expect(warned.mock.calls).toMatchObject([[expect.stringContaining('dns_unavailable')]])
    warned.mockRestore()
  })

  test('are waited for, but not for long', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const hanging = dohResolver(
      URL_OF_DNS,
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
      20,
    )
    expect(await hanging.txt(NAME)).toEqual({ outcome: 'unavailable' })
    warned.mockRestore()
  })
})
