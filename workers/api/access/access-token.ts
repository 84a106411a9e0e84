/**
 * Access tokens: JWTs (RFC 9068) that say who is asking and in which session, for 30 minutes. They are proof of who, never
 * of what one may do: the session, the role and the store are looked up at every request, so that taking them away works at
 * once.
 *
 * Audience  `user` for people of merchants and platform, `customer:{store id}` for shoppers: a token of one store opens
 *           nothing in another.
 */
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { ACCESS_TOKEN_S, OAUTH_PROVIDERS } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { platformOrigin } from '../lib/origins.ts'
import { ALGORITHM, type KeyRing, signingKey, verificationKey } from './signing-keys.ts'

const ACCESS = 'at+jwt'
const CHALLENGE = 'mfa+jwt'
const CHALLENGE_S = 5 * 60

export interface AccessClaims {
  audience: string
  subjectId: string
  sessionId: string
}

const Claims = z.object({ sub: Id, sid: Id, aud: z.string().regex(/^(user|customer:[\da-f-]{36})$/) })

export async function signAccessToken(ring: KeyRing, claims: AccessClaims, nowMs: number): Promise<string> {
  return signToken(ring, ACCESS, { sid: claims.sessionId }, { ...claims, lifeS: ACCESS_TOKEN_S, nowMs })
}

/** Who a token speaks for, or null for anything that is not a good access token of ours. */
export async function readAccessToken(ring: KeyRing, token: string): Promise<AccessClaims | null> {
  const payload = await readToken(ring, token, ACCESS)
  const claims = Claims.safeParse(payload)
  if (!claims.success) return null
  return { audience: claims.data.aud, subjectId: claims.data.sub, sessionId: claims.data.sid }
}

/** An account at another service, to be linked once the second step is passed. */
const NewLink = z.object({ provider: z.enum(OAUTH_PROVIDERS), subject: z.string(), email: z.string() })
export type NewLink = z.infer<typeof NewLink>

const Challenge = z.object({
  sub: Id,
  aud: z.literal('mfa'),
  jti: z.string(),
  method: z.string(),
  link: NewLink.optional(),
  /** Of the account as it was: a reset in between makes the challenge worthless. */
  seen: z.string(),
  /** Seconds, as in every JWT. */
  exp: z.number(),
})
export type Challenge = z.infer<typeof Challenge>

/** The first step is done and the second is missing: five minutes for it. */
export async function signChallenge(
  ring: KeyRing,
  userId: string,
  passed: Pick<Challenge, 'method' | 'link' | 'seen'>,
  nowMs: number,
) {
  const life = { subjectId: userId, audience: 'mfa', lifeS: CHALLENGE_S, nowMs }
  const challenge = await signToken(ring, CHALLENGE, { jti: crypto.randomUUID(), ...passed }, life)
  return { challenge, expiresAtMs: nowMs + CHALLENGE_S * 1000 }
}

export async function readChallenge(ring: KeyRing, token: string): Promise<Challenge | null> {
  const challenge = Challenge.safeParse(await readToken(ring, token, CHALLENGE))
  return challenge.success ? challenge.data : null
}

interface Life {
  subjectId: string
  audience: string
  lifeS: number
  nowMs: number
}

async function signToken(ring: KeyRing, typ: string, claims: JWTPayload, life: Life): Promise<string> {
  const { kid, key } = await signingKey(ring)
  const nowS = Math.floor(life.nowMs / 1000)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ, kid })
    .setIssuer(platformOrigin(ring.config))
    .setAudience(life.audience)
    .setSubject(life.subjectId)
    .setIssuedAt(nowS)
    .setExpirationTime(nowS + life.lifeS)
    .sign(key)
}

/** Longer than any token of ours: not worth parsing. */
const MAX_LENGTH = 2000
/** What a token's head may name. No `jku`, `x5u` or `jwk`: keys come from our own table alone. */
const HEADER_NAMES = new Set(['alg', 'typ', 'kid'])

async function readToken(ring: KeyRing, token: string, typ: string): Promise<JWTPayload | null> {
  if (token.length > MAX_LENGTH) return null
  try {
    const { payload } = await jwtVerify(
      token,
      async (header) => {
        if (Object.keys(header).some((name) => !HEADER_NAMES.has(name))) throw new Error('An unexpected header')
        const key = typeof header.kid === 'string' ? await verificationKey(ring, header.kid) : null
        if (!key) throw new Error('An unknown key')
        return key
      },
      {
        algorithms: [ALGORITHM],
        typ,
        issuer: platformOrigin(ring.config),
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
        clockTolerance: 5,
      },
    )
    return payload
  } catch {
    return null
  }
}
