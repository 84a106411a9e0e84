/**
 * Logging in with another service, the way there. The browser is sent to the provider and comes back to one address of the
 * platform, whoever's site it began on; that page asks here which site that was and sends the browser on to it.
 * Where a store has a domain of its own, its merchant may read whatever arrives there.
 *
 * State     256 random bits, kept as a hash, good once and for ten minutes, for one realm and store.
 * Browser   `proof` stays in a cookie of the site that began: a link with somebody else's code logs nobody in.
 * Code      PKCE: the verifier is sealed in the database and never leaves the platform but to the provider.
 * Ticket    All that a site gets to see of a code: sealed together with the state that it came back with, so that a site
 *           cannot finish with it a log-in that began elsewhere.
 */
import { and, eq, gt, isNotNull } from 'drizzle-orm'
import * as z from 'zod'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import type { Config } from '../config/config.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { platformOrigin, withoutPort } from '../lib/origins.ts'
import { decrypt, randomToken, seal, sha256 } from '../lib/secrets.ts'
import { oauthProviderOf } from './oauth/index.ts'
import type { Realm } from './realm.ts'

const STATE_MS = 10 * 60_000
const PURPOSE = 'oauth-verifier'
const TICKET_PURPOSE = 'oauth-code'

/** The one address that is registered with the providers. */
export const redirectUriOf = (config: Config) => `${platformOrigin(config)}/oauth/callback`

export async function startOAuth(
  visit: Visit,
  realm: Realm,
  wanted: { provider: string; returnTo: string },
): Promise<{ url: string; proof: string }> {
  const { env, ring, client, trail } = visit
  const { config } = ring
  const provider = oauthProviderOf(config, wanted.provider)
  const target = provider ? { type: 'oauth_provider', id: provider.id } : undefined
  const entry = { target, storeId: realm.storeId }
  const refuse = async (code: 'oauth_provider_not_found' | 'csrf_failed'): Promise<never> => {
    await recordBounded(env, ring.db, trail, { ...entry, action: 'oauth.start_refused', refused: code })
    throw new ApiProblem(code)
  }
  if (!provider) return refuse('oauth_provider_not_found')
  if (!(await isOwnOrigin(realm, client.origin))) return refuse('csrf_failed')
  await consumeAttempt(env, 'oauthAddress', client.counted)

  const [state, nonce, verifier, proof] = [randomToken(), randomToken(), randomToken(), randomToken()]
  const start = ring.db.insert(t.oauthStates).values({
    stateHash: await sha256(state),
    provider: provider.id,
    realm: realm.kind,
    storeId: realm.storeId,
    origin: client.origin,
    returnTo: wanted.returnTo,
    nonce,
    proofHash: await sha256(proof),
    verifier: await seal(verifier, PURPOSE, config.authSecret),
    expiresAt: Date.now() + STATE_MS,
  })
  await start
  await recordBounded(env, ring.db, trail, { ...entry, action: 'oauth.started' })
  const challenge = await sha256(verifier)
  return { url: provider.authorizeUrl({ redirectUri: redirectUriOf(config), state, nonce, challenge }), proof }
}

export type OAuthStateRow = typeof t.oauthStates.$inferSelect

const Ticket = z.object({ code: z.string(), stateHash: z.string() })

/** Where the log-in of this state began, and its ticket. Says nothing about a state that nobody was given. */
export async function passOn(
  visit: Visit,
  { state, code }: { state: string; code: string | null },
): Promise<{ origin: string; ticket: string | null }> {
  const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
  const { db, config } = visit.ring
  const stateHash = await sha256(state)
  const isLive = and(eq(t.oauthStates.stateHash, stateHash), gt(t.oauthStates.expiresAt, Date.now()))
  const row = await db.select({ origin: t.oauthStates.origin }).from(t.oauthStates).where(isLive).get()
  if (!row) {
    const entry = { action: 'oauth.callback_refused', refused: 'oauth_state_invalid' }
    await recordBounded(visit.env, db, visit.trail, entry)
    throw new ApiProblem('oauth_state_invalid')
  }
  await attempt.giveBack()
  if (code === null) return { origin: row.origin, ticket: null }
  const ticket = JSON.stringify({ code, stateHash } satisfies z.infer<typeof Ticket>)
  return { origin: row.origin, ticket: await seal(ticket, TICKET_PURPOSE, config.authSecret) }
}

/** The code in a ticket; null unless it is ours and was made for this state. */
export async function codeOf({ ring }: Visit, stateHash: string, ticket: string): Promise<string | null> {
  const opened = await decrypt(ticket, TICKET_PURPOSE, ring.config.authSecrets)
  if (opened === null) return null
  const made = Ticket.parse(JSON.parse(opened))
  return made.stateHash === stateHash ? made.code : null
}

/** Takes a state, good or not: whoever presents it has used it up. */
export async function takeState(
  { ring }: Visit,
  state: string,
): Promise<(OAuthStateRow & { verifier: string }) | null> {
  const [row] = await ring.db
    .delete(t.oauthStates)
    .where(eq(t.oauthStates.stateHash, await sha256(state)))
    .returning()
  const verifier = row ? await decrypt(row.verifier, PURPOSE, ring.config.authSecrets) : null
  return row && verifier ? { ...row, verifier } : null
}

/** The platform's own for users; for customers the store's sub-domain or a domain that is verified to be the store's. */
async function isOwnOrigin(realm: Realm, origin: string): Promise<boolean> {
  if (origin === realm.pages.origin) return true
  const [url, own] = [URL.parse(origin), new URL(realm.pages.origin)]
  // The port too: it is the client's word, and the browser will be sent there.
  if (!url || realm.storeId === null || url.protocol !== own.protocol || url.port !== own.port) return false
  const isVerified = and(
    eq(t.domains.storeId, realm.storeId),
    eq(t.domains.host, withoutPort(url.host)),
    isNotNull(t.domains.verifiedAt),
  )
  return (await realm.db.select({ id: t.domains.id }).from(t.domains).where(isVerified).get()) !== undefined
}
