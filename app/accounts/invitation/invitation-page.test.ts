import { describe, expect, test } from 'vitest'
import { type Answer, ok, refusal, SIGNED_IN, sentCookies, visitPlatform } from '../../testing/visit.ts'
import { action as confirm } from '../confirm-page.tsx'
import { action as reset } from '../reset-password-page.tsx'
import { action as accept, loader } from './invitation-page.tsx'

const OFFER = {
  tenant_name: 'Tea',
  email: 'grace@example.com',
  role: 'staff',
  invited_by: 'Ada',
  has_account: false,
}
const post = (path: string, fields: Record<string, string>, answer: Answer, cookie = '') =>
  visitPlatform(path, answer, { method: 'POST', body: new URLSearchParams(fields), headers: { cookie } })
const placeOf = (answer: unknown) => (answer instanceof Response ? answer.headers.get('location') : answer)
const IS_DEAD = { data: { isDead: true }, init: { status: 410 } }

describe('an invitation', () => {
  test('is shown before anything is done with it', async () => {
    const asked: string[] = []
    const looking: Answer = (request, { pathname }) => {
      asked.push(`${request.method} ${pathname}`)
      return ok(OFFER)
    }
    const visited = await visitPlatform('/invitation?token=t-1', looking, { headers: {} })
    expect(await loader(visited)).toMatchObject({ view: 'offer', offer: OFFER, signedInAs: null })
    expect(asked).toEqual(['POST /api/v1/invitations/look'])
  })

  test('that works no more says so', async () => {
    const visited = await visitPlatform('/invitation?token=t-1', () => refusal('link_invalid'))
    expect(await loader(visited)).toEqual({ view: 'dead' })
    expect(await loader(await visitPlatform('/invitation', () => undefined))).toEqual({ view: 'dead' })
  })

  const accepting = async (fields: Record<string, string>) => {
    let sent: Promise<unknown> = Promise.resolve()
    const taking: Answer = (request) => {
      sent = request.json()
      return ok({ status: 'done' })
    }
    const answer = await accept(await post('/invitation', { form: 'accept', token: 't-1', ...fields }, taking))
    return { to: placeOf(answer), sent: await sent }
  }

  test('is accepted by somebody new with an account, who then logs in', async () => {
    const account = { name: 'Grace', password: 'quiet engine' }
    expect(await accepting({ 'account.name': account.name, 'account.password': account.password })).toEqual({
      to: '/log-in?done=joined',
      sent: { token: 't-1', account },
    })
  })

  test('is accepted by somebody who is logged in with nothing but a press', async () => {
    expect(await accepting({})).toEqual({ to: '/dashboard?done=joined', sent: { token: 't-1', account: null } })
  })
})

describe('the link of a sign-up', () => {
  const press = (answer: Answer, cookie = '') => post('/confirm', { form: 'confirm', token: 't-1' }, answer, cookie)

  test('logs in the browser that signed up', async () => {
    let sent: Promise<unknown> = Promise.resolve()
    const taking: Answer = (request) => {
      sent = request.json()
      return ok(SIGNED_IN)
    }
    const args = await press(taking, 'signup=proof-1')
    expect(placeOf(await confirm(args))).toBe('/dashboard?welcome')
    expect(await sent).toEqual({ token: 't-1', proof: 'proof-1', password: null })
    expect(args.context.isSignedIn).toBe(true)
  })

  test('asks any other browser for the password', async () => {
    const args = await press(() => ok({ status: 'password_needed' }))
    expect(await confirm(args)).toMatchObject({ data: { needsPassword: true } })
    expect(args.context.setCookies).toEqual([])
  })

  test('works once', async () => {
    expect(await confirm(await press(() => refusal('link_invalid')))).toMatchObject(IS_DEAD)
  })
})

describe('the link to a new password', () => {
  const fields = { form: 'reset-password', token: 't-1', password: 'quiet engine' }

  test('ends the session here too, and leaves the browser known', async () => {
    const args = await post('/reset-password', fields, () => ok({ status: 'done', device_token: 'device-2' }))
    expect(placeOf(await reset(args))).toBe('/log-in?done=password')
    expect(sentCookies(args.context.setCookies).map((cookie) => cookie.split(';')[0])).toEqual([
      'access=',
      'refresh=',
      'device=device-2',
    ])
  })

  test('is not used up by a password that everybody has', async () => {
    const answer = await reset(await post('/reset-password', fields, () => refusal('password_too_common')))
    expect(answer).toMatchObject({ data: { fields: { password: expect.stringContaining('most used') } } })
  })

  test('works once', async () => {
    expect(await reset(await post('/reset-password', fields, () => refusal('link_invalid')))).toMatchObject(IS_DEAD)
  })
})
