import { describe, expect, test } from 'vitest'
import { type Answer, ok, refusal, visitPlatform } from '../../testing/visit.ts'
import { isFormState } from '../../ui/form-state.ts'
import { loader as addressLoader } from './free-address-route.ts'
import { action, loader } from './sign-up-page.tsx'

const PASSWORD = 'four wet penguins'
const TYPED = {
  form: 'sign-up',
  name: 'Mia',
  email: 'mia',
  password: PASSWORD,
  'store.name': 'Tea & Time',
  'store.slug': '',
  'store.country': 'DE',
  'store.currency': 'EUR',
}

/** Stores are open at these addresses and nowhere else; what is signed up with is kept. */
function platform(taken: string[]) {
  const signedUp: unknown[] = []
  const answer: Answer = async (request, { pathname, searchParams }) => {
    if (pathname.endsWith('/stores/resolve')) {
      const slug = searchParams.get('host')?.split('.')[0] ?? ''
      return taken.includes(slug) ? refusal('store_suspended') : refusal('store_not_found')
    }
    if (!pathname.endsWith('/auth/sign-up')) return undefined
    signedUp.push(await request.json())
    return ok({ status: 'check_mail', proof: 'p' })
  }
  return { answer, signedUp }
}

async function post(fields: Record<string, string>, answer: Answer) {
  const visited = await visitPlatform('/sign-up', answer)
  const request = new Request(visited.request, { method: 'POST', body: new URLSearchParams(fields) })
  return action({ ...visited, request, params: {} })
}

describe('signing up', () => {
  test('keeps the password sealed while another field is wrong, and everything else as it was typed', async () => {
    const { answer, signedUp } = platform([])
    const refused = (await post(TYPED, answer)) as { data: unknown }
    const state = isFormState(refused.data) ? refused.data : null
    expect(state?.fields).toEqual({ email: expect.stringMatching(/e-mail/) })
    expect(state?.values).toMatchObject({ name: 'Mia', 'store.name': 'Tea & Time', 'store.country': 'DE' })
    expect(JSON.stringify(state)).not.toContain(PASSWORD)

    const again = { ...TYPED, email: 'mia@example.com', password: '', password_kept: state?.kept?.password ?? '' }
    const done = await post(again, answer)
    expect(done instanceof Response && done.headers.get('location')).toBe('/check-mail')
    expect(signedUp).toMatchObject([{ email: 'mia@example.com', password: PASSWORD }])
  })

  test('without an address takes the first free one after the store’s name', async () => {
    const { answer, signedUp } = platform(['tea-time', 'tea-time-2'])
    await post({ ...TYPED, email: 'mia@example.com' }, answer)
    expect(signedUp).toMatchObject([{ store: { slug: 'tea-time-3', name: 'Tea & Time' } }])
  })

  test('begins with the country and currency of the browser’s language', async () => {
    const visited = await visitPlatform('/sign-up', () => undefined, {
      headers: { 'accept-language': 'de-AT,de;q=0.9' },
    })
    const page = await loader({ ...visited, params: {} })
    expect(page.place).toEqual({ country: 'AT', currency: 'EUR' })
  })
})

describe('an address', () => {
  const asked = async (query: Record<string, string>, taken: string[]) => {
    const visited = await visitPlatform(`/sign-up/address?${new URLSearchParams(query)}`, platform(taken).answer)
    return (await addressLoader({ ...visited, params: {} })).json()
  }
  test.each([
    [{ name: 'Café Müller' }, [], { address: 'cafe-muller', state: 'free' }],
    [{ name: 'Café Müller' }, ['cafe-muller'], { address: 'cafe-muller-2', state: 'free' }],
    [{ name: 'Admin' }, [], { address: 'admin-shop', state: 'free' }],
    [{ name: '茶房' }, [], { address: '', state: 'invalid' }],
    [{ address: 'tea' }, [], { address: 'tea', state: 'free' }],
    [{ address: 'tea' }, ['tea'], { address: 'tea', state: 'taken', instead: 'tea-2' }],
    [{ address: 'admin' }, [], { state: 'invalid', problem: expect.stringMatching(/reserved/) }],
    [{ address: 'x y' }, [], { state: 'invalid', problem: expect.stringMatching(/letters/) }],
    [{}, [], { address: '', state: 'invalid' }],
  ])('%o, with %o taken', async (query, taken, expected) => {
    expect(await asked(query, taken)).toMatchObject(expected)
  })
})
