/**
 * Google: OpenID Connect. The person is what its signed ID token says, once signature, issuer, audience, nonce and time
 * are checked, though it comes straight from Google: a code can be somebody else's, put into this browser.
 *
 * https://developers.google.com/identity/openid-connect/openid-connect
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import * as z from 'zod'
import type { Config, OAuthClient } from '../../config/config.ts'
import { deadline, fetchJson, form, type Grant, OAuthFailure, type OAuthProvider, withQuery } from './provider.ts'

/** Google's keys change every few days, and are published long before they sign. */
const REMEMBER_MS = 5 * 60_000
/** An unknown `kid` makes us look again, but not for everybody who invents one. */
const LOOK_AGAIN_MS = 5_000

const TokenAnswer = z.object({ id_token: z.string().max(16_000) })
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(20) })
const Claims = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,255}$/), // ASCII, says OpenID Connect
  nonce: z.string(),
  azp: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
})

export function googleProvider(client: OAuthClient, urls: Config['oauthBaseUrls']): OAuthProvider {
  return {
    id: 'google',
    name: 'Google',
    authorizeUrl: ({ redirectUri, state, nonce, challenge }) =>
      withQuery(`${urls.google}/o/oauth2/v2/auth`, {
        client_id: client.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        prompt: 'select_account',
      }),
    async identify(grant) {
      const signal = deadline()
      const idToken = await exchange(client, urls, grant, signal)
      const payload = await verify(idToken, client, urls, signal)
      const claims = Claims.safeParse(payload)
      if (!claims.success) throw new OAuthFailure('claims')
      const { sub, nonce, azp, email, email_verified, name } = claims.data
      if (nonce !== grant.nonce) throw new OAuthFailure('nonce')
      if (azp !== undefined && azp !== client.clientId) throw new OAuthFailure('audience')
      return {
        subject: sub,
        email: email ?? '',
        isVerified: email !== undefined && email_verified === true,
        name: name ?? '',
      }
    },
  }
}

async function exchange(
  { clientId, clientSecret }: OAuthClient,
  urls: Config['oauthBaseUrls'],
  { code, redirectUri, verifier }: Grant,
  signal: AbortSignal,
): Promise<string> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    client_id: clientId,
    client_secret: clientSecret,
  }
  const answer = TokenAnswer.safeParse(await fetchJson(`${urls.googleToken}/token`, { ...form(fields), signal }))
  if (!answer.success) throw new OAuthFailure('no_token')
  return answer.data.id_token
}

async function verify(
  idToken: string,
  { clientId }: OAuthClient,
  urls: Config['oauthBaseUrls'],
  signal: AbortSignal,
): Promise<JWTPayload> {
  const check = async (maxAgeMs: number) => {
    const keys = createLocalJWKSet(await keysOf(`${urls.googleKeys}/oauth2/v3/certs`, maxAgeMs, signal))
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms: ['RS256', 'ES256'],
      // Google has signed as either.
      issuer: [urls.google, new URL(urls.google).host],
      audience: clientId,
      requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
      clockTolerance: 30,
    })
    return payload
  }
  try {
    return await check(REMEMBER_MS).catch((error) => {
      if (error instanceof errors.JWKSNoMatchingKey) return check(LOOK_AGAIN_MS)
      throw error
    })
  } catch (error) {
    if (error instanceof OAuthFailure) throw error
    const code = error instanceof errors.JOSEError ? error.code : 'unreadable'
    throw new OAuthFailure(`id_token:${code}`, { cause: error })
  }
}

const remembered = new Map<string, { keys: JSONWebKeySet; readAtMs: number }>()

async function keysOf(url: string, maxAgeMs: number, signal: AbortSignal): Promise<JSONWebKeySet> {
  const known = remembered.get(url)
  if (known && Date.now() - known.readAtMs < maxAgeMs) return known.keys
  const keys = Keys.safeParse(await fetchJson(url, { signal }))
  if (!keys.success) throw new OAuthFailure('keys')
  remembered.set(url, { keys: keys.data, readAtMs: Date.now() })
  return keys.data
}
