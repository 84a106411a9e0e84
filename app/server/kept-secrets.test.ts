import { afterEach, describe, expect, test, vi } from 'vitest'
import { visitPlatform } from '../testing/visit.ts'
import { openKeptSecrets, sealSecrets } from './kept-secrets.ts'

const PASSWORD = 'correct horse battery'
const formOf = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}
const { env } = (await visitPlatform('/sign-up', () => undefined)).context
const sealed = async (wrong: string[] = []) =>
  sealSecrets(env, formOf({ form: 'sign-up', email: 'ada', password: PASSWORD, code: '123456', token: 't' }), wrong)

afterEach(() => vi.useRealTimers())

describe('the password of a form that comes back', () => {
  test('is sealed, and stands where it was when the form is sent again without it', async () => {
    const kept = await sealed()
    expect(Object.keys(kept)).toEqual(['password'])
    expect(JSON.stringify(kept)).not.toContain(PASSWORD)
    const form = formOf({ form: 'sign-up', email: 'ada@example.com', password: '', password_kept: kept.password ?? '' })
    expect(Object.fromEntries(await openKeptSecrets(env, form))).toEqual({
      form: 'sign-up',
      email: 'ada@example.com',
      password: PASSWORD,
    })
  })

  test('is not kept when it is what was wrong', async () => {
    expect(await sealed(['password'])).toEqual({})
  })

  test('gives way to another that is typed', async () => {
    const { password = '' } = await sealed()
    const form = formOf({ form: 'sign-up', password: 'another one', password_kept: password })
    expect((await openKeptSecrets(env, form)).get('password')).toBe('another one')
  })

  test.each([
    ['of another form', 'log-in', 'password', (token: string) => token],
    ['for another field', 'sign-up', 'old_password', (token: string) => token],
    ['that was changed', 'sign-up', 'password', (token: string) => `${token.slice(0, -2)}AA`],
    ['that is none', 'sign-up', 'password', () => 'x'.repeat(5_000)],
  ])('%s is nothing', async (_, name, field, change) => {
    const { password = '' } = await sealed()
    const form = formOf({ form: name, [field]: '', [`${field}_kept`]: change(password) })
    expect((await openKeptSecrets(env, form)).get(field)).toBe('')
  })

  test('is nothing after a quarter of an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const { password = '' } = await sealed()
    vi.setSystemTime(Date.now() + 16 * 60_000)
    const form = formOf({ form: 'sign-up', password: '', password_kept: password })
    expect((await openKeptSecrets(env, form)).get('password')).toBe('')
  })
})
