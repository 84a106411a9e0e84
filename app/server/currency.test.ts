import { expect, test } from 'vitest'
import { action } from '../storefront/frame/currency-route.ts'
import { sentCookies, visit } from '../testing/visit.ts'

async function choose(fields: Record<string, string>, at = '/currency') {
  const init = { method: 'POST', body: new URLSearchParams(fields) }
  const answer = await action(await visit(at, () => undefined, init)).catch((thrown: unknown) => thrown)
  if (!(answer instanceof Response)) throw answer
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    cookie: sentCookies(answer.headers.getSetCookie())[0] ?? null,
  }
}

test('a currency that the store sells in is kept, and the page that it was chosen on comes back', async () => {
  expect(await choose({ currency: 'JPY', return_to: '/products/mug?x=1' })).toEqual({
    status: 303,
    location: '/products/mug?x=1',
    cookie: 'currency=JPY; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax',
  })
})

test('never leads to another site', async () => {
  expect((await choose({ currency: 'JPY', return_to: '//evil.example' })).location).toBe('/')
})

test.each(['EUR', '', 'JPY; Domain=evil.example'])('%j is not kept', async (currency) => {
  expect(await choose({ currency })).toEqual({ status: 400, location: null, cookie: null })
})
