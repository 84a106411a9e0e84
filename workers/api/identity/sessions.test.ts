/** Sessions under attack: every way in which a token could be more than it is. */

import { createExecutionContext } from 'cloudflare:test'
import { desc } from 'drizzle-orm'
import { base64url, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { Me, Session, Tokens } from '#contract/identity.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { mailsTo } from '#tests/workers/mailbox.ts'
import { makeCustomer, makeMember, makeUser, type Person } from '#tests/workers/people.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'
import { keyRing, publicKeys, rotateSigningKeys, signingKey } from '../access/signing-keys.ts'
import { app } from '../app.ts'
import { platformDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

const ISSUER = PLATFORM_ORIGIN
const me = (token: string) => request<Me>('/me', { headers: { authorization: `Bearer ${token}` } })
const refresh = (refresh_token: string) => request<Tokens>('/auth/refresh', { method: 'POST', body: { refresh_token } })

/** Moves the session's last rotation into the past, past the tolerance for tabs. */
const age = (sessionId: string, byMs: number) =>
  env.DB.prepare('UPDATE sessions SET rotated_at = rotated_at - ? WHERE id = ?').bind(byMs, sessionId).run()

describe('a refresh token', () => {
  test('is good once and brings the next one', async () => {
    const user = await makeUser()
    const first = await refresh(user.tokens.refresh_token)
    expect(first.status).toBe(200)
    expect(first.data.session_id).toBe(user.session.id)
    expect((await refresh(first.data.refresh_token)).status).toBe(200)
  })

  test('used a second time ends the family: the thief’s and the owner’s', async () => {
    const user = await makeUser()
    const { data: next } = await refresh(user.tokens.refresh_token)
    await age(user.session.id, 31_000)
    const replayed = await refresh(user.tokens.refresh_token)
    expect([replayed.status, replayed.error.code]).toEqual([401, 'session_reused'])
    expect((await refresh(next.refresh_token)).error.code).toBe('refresh_token_invalid')
    expect((await me(next.access_token)).status).toBe(401)
    expect(await mailsTo(user.email, 'SECURITY_NOTICE')).toMatchObject([{ notice: 'session_reused' }])
  })

  test('of two generations ago ends the family even at once', async () => {
    const user = await makeUser()
    const { data: second } = await refresh(user.tokens.refresh_token)
    await refresh(second.refresh_token)
    expect((await refresh(user.tokens.refresh_token)).error.code).toBe('session_reused')
  })

  test('is the same for two tabs that race, and for one whose answer got lost', async () => {
    const user = await makeUser()
    const tabs = await Promise.all([1, 2, 3, 4].map(() => refresh(user.tokens.refresh_token)))
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(tabs.map(({ data }) => data.refresh_token)).size).toBe(1)
    expect((await refresh(tabs[0]?.data.refresh_token ?? '')).status).toBe(200)
  })

  test.each([
    ['nonsense', () => 'nonsense'],
    ['another generation', ({ tokens }: Person) => tokens.refresh_token.replace('.1.', '.2.')],
    ['another session', ({ tokens }: Person) => tokens.refresh_token.replace(/^[^.]+/, crypto.randomUUID())],
    ['a changed end', ({ tokens }: Person) => `${tokens.refresh_token.slice(0, -2)}xx`],
    ['a huge number', ({ tokens }: Person) => tokens.refresh_token.replace('.1.', '.99999999999999999999.')],
    ['an access token', ({ tokens }: Person) => tokens.access_token.slice(0, 499)],
  ])('that is %s is refused, and the session goes on', async (_, forge) => {
    const user = await makeUser()
    expect((await refresh(forge(user))).error.code).toBe('refresh_token_invalid')
    expect((await me(user.tokens.access_token)).status).toBe(200)
  })

  test('of a customer is none of a user, and none of another store', async () => {
    const [store, neighbour] = [await makeStore(), await makeStore()]
    const { tokens } = await makeCustomer(store)
    const body = { refresh_token: tokens.refresh_token }
    const at = (path: string) => request(`${path}/auth/refresh`, { method: 'POST', body })
    expect((await at('')).error.code).toBe('refresh_token_invalid')
    expect((await at(`/stores/${neighbour.id}`)).error.code).toBe('refresh_token_invalid')
    expect((await at(`/stores/${store.id}`)).status).toBe(200)
  })

  test('is over after seven days without use and after thirty in all', async () => {
    const [idle, old] = [await makeUser(), await makeUser()]
    await age(idle.session.id, 7 * 24 * 3_600_000)
    await env.DB.prepare('UPDATE sessions SET ends_at = ? WHERE id = ?')
      .bind(Date.now() - 1, old.session.id)
      .run()
    for (const { tokens } of [idle, old]) {
      expect((await refresh(tokens.refresh_token)).error.code).toBe('refresh_token_invalid')
      expect((await me(tokens.access_token)).status).toBe(401)
    }
  })
})

describe('a session', () => {
  test('that is logged out of is over with the next request, refresh included', async () => {
    const user = await makeUser()
    const out = await request('/auth/log-out', { method: 'POST', headers: user.headers })
    expect(out.status).toBe(200)
    expect((await me(user.tokens.access_token)).status).toBe(401)
    expect((await refresh(user.tokens.refresh_token)).status).toBe(401)
  })

  test('is listed, and ended from another one; nobody ends a stranger’s', async () => {
    const store = await makeStore()
    const owner = await makeMember(store, 'owner')
    const stranger = await makeUser()
    const sessions = () => request<{ items: Session[] }>('/me/sessions', { headers: owner.headers })
    expect((await sessions()).data.items).toMatchObject([{ id: owner.session.id, current: true, mfa: false }])
    const theirs = await request(`/me/sessions/${stranger.session.id}`, { method: 'DELETE', headers: owner.headers })
    expect(theirs.error.code).toBe('session_not_found')
    expect((await me(stranger.tokens.access_token)).status).toBe(200)
  })

  test('shows a role that was taken away as gone with the next request', async () => {
    const store = await makeStore()
    const { variants } = await makeProduct(store.db)
    const staff = await makeMember(store, 'staff')
    const audit = () => request(`/stores/${store.id}/inventory/${variants[0]?.id}/audit`, { headers: staff.headers })
    expect((await audit()).status).toBe(200)
    await env.DB.prepare('DELETE FROM memberships WHERE user_id = ?').bind(staff.id).run()
    expect((await audit()).error.code).toBe('store_not_found')
  })
})

describe('an access token', () => {
  /** A token as the platform makes it, but for what a forger changes. */
  async function forge(
    user: Person,
    change: {
      header?: Record<string, unknown>
      claims?: JWTPayload & { sid?: unknown }
      key?: CryptoKey | Uint8Array
    } = {},
  ): Promise<string> {
    const { kid, key } = await signingKey(keyRing(env))
    const nowS = Math.floor(Date.now() / 1000)
    const claims = { iss: ISSUER, aud: 'user', sub: user.id, sid: user.session.id, iat: nowS, exp: nowS + 600 }
    return new SignJWT({ ...claims, ...change.claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...change.header })
      .sign(change.key ?? key)
  }
  const decode = (token: string) => token.split('.').map((part) => new TextDecoder().decode(base64url.decode(part)))
  const encode = (part: unknown) => base64url.encode(new TextEncoder().encode(JSON.stringify(part)))

  test('made like this is good: the refusals below refuse what they name', async () => {
    const user = await makeUser()
    expect((await me(await forge(user))).status).toBe(200)
  })

  test('says who asks, for half an hour, and nothing of what they may do', async () => {
    const { tokens } = await makeMember(await makeStore(), 'owner')
    const [header, payload] = decode(tokens.access_token)
      .slice(0, 2)
      .map((part) => JSON.parse(part))
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) })
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub'])
    expect(payload.exp - payload.iat).toBe(1800)
  })

  const nowS = () => Math.floor(Date.now() / 1000)
  test.each<[string, (user: Person) => Promise<string>]>([
    [
      'alg none',
      async (user) =>
        new UnsecuredJWT({ sid: user.session.id })
          .setIssuer(ISSUER)
          .setAudience('user')
          .setSubject(user.id)
          .setIssuedAt()
          .setExpirationTime('10m')
          .encode(),
    ],
    [
      'alg none with the header of a signed one',
      async (user) => {
        const [, payload] = (await forge(user)).split('.')
        return `${encode({ alg: 'none', typ: 'at+jwt', kid: (await signingKey(keyRing(env))).kid })}.${payload}.`
      },
    ],
    [
      'HS256 with the public key as its secret',
      async (user) => {
        const [jwk] = await publicKeys(keyRing(env))
        return forge(user, { header: { alg: 'HS256' }, key: new TextEncoder().encode(JSON.stringify(jwk)) })
      },
    ],
    [
      'RS256 by a key of the forger',
      async (user) => forge(user, { header: { alg: 'RS256' }, key: (await generateKeyPair('RS256')).privateKey }),
    ],
    [
      'the right kid and another key',
      async (user) => forge(user, { key: (await generateKeyPair('ES256')).privateKey }),
    ],
    [
      'its own key in the header (jwk)',
      async (user) => {
        const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
        return forge(user, { header: { jwk: await exportJWK(publicKey) }, key: privateKey })
      },
    ],
    ['a jku', async (user) => forge(user, { header: { jku: 'https://evil.example/jwks.json' } })],
    ['an x5u', async (user) => forge(user, { header: { x5u: 'https://evil.example/cert' } })],
    ['a kid that does not exist', async (user) => forge(user, { header: { kid: 'none' } })],
    ['a kid that is a path', async (user) => forge(user, { header: { kid: '../../etc/passwd' } })],
    ['a kid that is SQL', async (user) => forge(user, { header: { kid: "' OR 1=1 --" } })],
    ['a kid named __proto__', async (user) => forge(user, { header: { kid: '__proto__' } })],
    ['a kid that is a list', async (user) => forge(user, { header: { kid: ['a'] } })],
    ['a critical extension', async (user) => forge(user, { header: { crit: ['b64'], b64: true } })],
    ['the type of a challenge', async (user) => forge(user, { header: { typ: 'mfa+jwt' } })],
    ['the type of a cart’s token', async (user) => forge(user, { header: { typ: 'cart+jwt' } })],
    ['no type', async (user) => forge(user, { header: { typ: undefined } })],
    ['another issuer', async (user) => forge(user, { claims: { iss: 'https://evil.example' } })],
    ['another audience', async (user) => forge(user, { claims: { aud: 'mfa' } })],
    ['two audiences', async (user) => forge(user, { claims: { aud: ['user', 'mfa'] } })],
    ['a customer’s audience', async (user) => forge(user, { claims: { aud: `customer:${crypto.randomUUID()}` } })],
    ['an end in the past', async (user) => forge(user, { claims: { exp: nowS() - 60 } })],
    ['no end', async (user) => forge(user, { claims: { exp: undefined } })],
    ['a beginning in the future', async (user) => forge(user, { claims: { nbf: nowS() + 600 } })],
    ['somebody else as its subject', async (user) => forge(user, { claims: { sub: (await makeUser()).id } })],
    ['somebody else’s session', async (user) => forge(user, { claims: { sid: (await makeUser()).session.id } })],
    ['no session', async (user) => forge(user, { claims: { sid: undefined } })],
    ['a subject that is no id', async (user) => forge(user, { claims: { sub: 'admin' } })],
    [
      'a payload changed after signing',
      async (user) => {
        const [header, payload, signature] = (await forge(user)).split('.')
        const claims = JSON.parse(new TextDecoder().decode(base64url.decode(payload ?? '')))
        return `${header}.${encode({ ...claims, sub: (await makeUser()).id })}.${signature}`
      },
    ],
    ['a cut signature', async (user) => (await forge(user)).slice(0, -4)],
    ['kilobytes of length', async (user) => forge(user, { claims: { padding: 'x'.repeat(3000) } })],
  ])('with %s is refused', async (_, make) => {
    const user = await makeUser()
    const token = await make(user)
    const answer = await me(token)
    expect([answer.status, answer.error.code]).toEqual([401, 'unauthorized'])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    const store = await makeStore()
    expect(
      (await request(`/stores/${store.id}/imports/${store.id}`, { headers: { authorization: `Bearer ${token}` } }))
        .status,
    ).toBe(401)
  })

  test('signed by a key before the last one is good while tokens of it can live, and refused once the key is forgotten', async () => {
    const ring = keyRing(env)
    const user = await makeUser()
    const hour = 3_600_000
    const before = user.tokens.access_token
    await env.DB.prepare('UPDATE signing_keys SET created_at = ?')
      .bind(Date.now() - 31 * 24 * hour)
      .run()
    await rotateSigningKeys(ring, Date.now())
    const keys = await publicKeys(ring)
    expect(keys).toHaveLength(2)
    expect((await signingKey(ring)).kid).toBe(keys[1]?.kid) // the new one is published first, and signs an hour later
    expect((await me(before)).status).toBe(200)
    await env.DB.prepare('UPDATE signing_keys SET created_at = created_at - ?')
      .bind(4 * hour)
      .run()
    await rotateSigningKeys(ring, Date.now())
    const newest = await platformDb(env).select().from(t.signingKeys).orderBy(desc(t.signingKeys.createdAt))
    expect(newest.map(({ kid }) => kid)).toEqual([keys[0]?.kid])
  })
})

describe('another AUTH_SECRET', () => {
  const ringWith = (...authSecrets: string[]) => {
    const ring = keyRing(env)
    return { ...ring, config: { ...ring.config, authSecret: authSecrets[0] ?? '', authSecrets } }
  }

  test('with the one before beside it goes on signing with the same key', async () => {
    const { kid } = await signingKey(keyRing(env))
    const both = ringWith('another-secret-of-many-characters', keyRing(env).config.authSecret)
    expect((await signingKey(both)).kid).toBe(kid)
  })

  test('alone makes a key of its own at once, and good tokens stay good', async () => {
    const user = await makeUser()
    const { kid } = await signingKey(keyRing(env))
    const alone = await signingKey(ringWith('another-secret-of-many-characters'))
    expect(alone.kid).not.toBe(kid)
    expect((await me(user.tokens.access_token)).status).toBe(200)
  })
})

describe('/.well-known/jwks.json', () => {
  test('shows public halves only, to everybody', async () => {
    const url = `${PLATFORM_ORIGIN}/.well-known/jwks.json`
    const response = await app.fetch(new Request(url), env, createExecutionContext())
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    }
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600')
  })
})

describe('a body', () => {
  const evil = '{"__proto__":{"platformRole":"admin"},"constructor":{"prototype":{"isAdmin":true}},"name":"Mia"}'

  test('with __proto__ changes no prototype and no row', async () => {
    const user = await makeUser()
    const headers = { ...user.headers, 'content-type': 'application/json' }
    const init = { method: 'PATCH', headers, body: evil }
    const response = await app.fetch(new Request(`${PLATFORM_ORIGIN}/api/v1/me`, init), env, createExecutionContext())
    expect(response.status).toBe(422) // it names fields that nobody knows
    expect(({} as Record<string, unknown>).platformRole).toBeUndefined()
    expect((await me(user.tokens.access_token)).data).toMatchObject({ name: 'User', platform_role: null })
  })

  test.each([
    { platform_role: 'admin' },
    { email: 'other@example.com' },
    { id: crypto.randomUUID() },
    { password_hash: 'x' },
    { mfa_enabled_at: 1 },
    { created_at: 0 },
  ])('that sets what only the platform sets is refused: %o', async (field) => {
    const user = await makeUser()
    const init = { method: 'PATCH', headers: user.headers, body: { name: 'Mia', ...field } }
    expect((await request('/me', init)).error.code).toBe('validation_failed')
    expect((await me(user.tokens.access_token)).data.name).toBe('User')
  })

  test('of a sign-up makes nobody an administrator', async () => {
    const email = `x${crypto.randomUUID()}@example.com`
    const store = { name: 'X', slug: `x-${crypto.randomUUID().slice(0, 8)}`, country: 'DE', currency: 'EUR' }
    const body = {
      name: 'X',
      email,
      password: 'four wet penguins',
      store,
      platform_role: 'admin',
      role: 'owner',
      id: store.slug,
    }
    const { status } = await request('/auth/sign-up', { method: 'POST', body })
    expect(status).toBe(202)
    const row = await env.DB.prepare("SELECT payload FROM one_time_tokens WHERE payload ->> 'email' = ?")
      .bind(email)
      .first<{ payload: string }>()
    expect(Object.keys(JSON.parse(row?.payload ?? '{}')).sort()).toEqual([
      'email',
      'name',
      'passwordHash',
      'proofHash',
      'store',
    ])
  })
})
