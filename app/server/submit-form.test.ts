import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type Answer, ok, refusal, visitPlatform } from '../testing/visit.ts'
import { bodyOf, submitForm } from './submit-form.ts'

const SCHEMA = z.object({
  email: z.email('Enter an address.'),
  password: z.string().min(8, 'Too short.'),
  store: z.object({ slug: z.string().min(3, 'Too short an address.') }),
})
const TYPED = { form: 'sign-up', email: 'ada@example.com', password: 'correct horse', 'store.slug': 'ada' }

const formOf = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

async function submit(fields: Record<string, string>, answer: Answer) {
  const visited = await visitPlatform('/sign-up', answer, { method: 'POST' })
  const send = (body: unknown) =>
    visited.context.api.send('POST', '/auth/sign-up', z.object({ id: z.string() }), { body })
  return submitForm(visited, formOf(fields), { schema: SCHEMA, send, fieldOfCode: { slug_taken: 'store.slug' } })
}

const page = async (work: ReturnType<typeof submit>) => {
  const submitted = await work
  if (submitted.outcome !== 'refused') throw new Error('it was taken')
  return { status: submitted.page.init?.status, ...submitted.page.data }
}

describe('a form', () => {
  test('is sent as the contract wants it, and answered', async () => {
    let sent: unknown
    const taking: Answer = (request) => {
      sent = request.json()
      return ok({ id: '1' })
    }
    expect(await submit(TYPED, taking)).toEqual({ outcome: 'done', answer: { id: '1' } })
    expect(await sent).toEqual({ email: 'ada@example.com', password: 'correct horse', store: { slug: 'ada' } })
  })

  test('that cannot be right is not sent, and comes back with what was typed, the password sealed', async () => {
    const shown = await page(submit({ ...TYPED, email: 'ada', 'store.slug': 'a' }, () => undefined))
    expect(JSON.stringify(shown)).not.toContain(TYPED.password)
    expect(shown).toEqual({
      status: 422,
      form: 'sign-up',
      message: null,
      kept: { password: expect.stringMatching(/^ey/) },
      values: { email: 'ada', 'store.slug': 'a' },
      fields: { email: 'Enter an address.', 'store.slug': 'Too short an address.' },
    })
  })

  test('asks anew for a password that was wrong, or may have been', async () => {
    const short = await page(submit({ ...TYPED, password: 'short' }, () => undefined))
    expect(short).not.toHaveProperty('kept')
    const wrong = await page(submit(TYPED, () => refusal('credentials_invalid')))
    expect(wrong).not.toHaveProperty('kept')
  })

  test('that the API refuses says so beside the field, or above', async () => {
    const taken = await page(submit(TYPED, () => refusal('slug_taken')))
    expect(taken).toMatchObject({ status: 409, message: null, fields: { 'store.slug': 'This address is taken.' } })
    const busy = await page(submit(TYPED, () => refusal('too_many_requests')))
    expect(busy).toMatchObject({ status: 429, message: expect.stringContaining('wait'), fields: {} })
    const details = [{ path: 'email', message: 'Not that one.' }]
    expect(await page(submit(TYPED, () => refusal('validation_failed', details)))).toMatchObject({
      fields: { email: 'Not that one.' },
    })
  })

  test.each([
    ['unauthorized', '/log-in?return_to=%2Fsign-up'],
    ['mfa_required', '/dashboard/account/two-step?needed'],
  ] as const)('that is refused with %s leads on', async (code, location) => {
    const thrown: unknown = await submit(TYPED, () => refusal(code)).catch((error: unknown) => error)
    expect(thrown instanceof Response && thrown.headers.get('location')).toBe(location)
  })
})

test('a forged path of a field reaches no prototype', () => {
  const body = bodyOf(formOf({ '__proto__.admin': 'yes', 'constructor.prototype.admin': 'yes', a: '1', 'a.b': '2' }))
  expect(({} as Record<string, unknown>).admin).toBeUndefined()
  expect(JSON.parse(JSON.stringify(body))).toMatchObject({ a: { b: '2' } })
})
