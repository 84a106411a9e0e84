/** Logging in with another service, the way back: what the browser brings is checked, then the provider is asked who it is. */

import type { LogInResult } from '#contract/identity.ts'
import { Email } from '#contract/primitives.ts'
import type { Visit } from '../access/request-context.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import type { Entry } from '../audit/record.ts'
import { ApiProblem } from '../http/problem.ts'
import { sameSecret, sha256 } from '../lib/secrets.ts'
import { passFirstStep } from './log-in.ts'
import { oauthProviderOf } from './oauth/index.ts'
import { OAuthFailure, type OAuthIdentity } from './oauth/provider.ts'
import { resolveAccount, retryWhenTaken } from './oauth-account.ts'
import type { Realm } from './realm.ts'
import { codeOf, type OAuthStateRow, redirectUriOf, takeState } from './start-oauth.ts'

interface Brought {
  state: string
  ticket: string
  proof: string
}

/** Why it was refused, for the log: the person is told less. */
class Refusal extends ApiProblem {
  constructor(
    code: 'oauth_state_invalid' | 'oauth_failed' | 'oauth_email_unverified' | 'oauth_provider_not_found',
    readonly why: string,
  ) {
    super(code)
  }
}

export async function finishOAuth(
  visit: Visit,
  realm: Realm,
  brought: Brought,
): Promise<{ result: LogInResult; return_to: string }> {
  let target: Entry['target']
  try {
    const attempt = await consumeAttempt(visit.env, 'secretAddress', visit.client.counted)
    const { state, code } = await checkState(visit, realm, brought)
    target = { type: 'oauth_provider', id: state.provider }
    const identity = await askProvider(visit, state, code)
    const result = await retryWhenTaken(() => enter(visit, realm, state, identity))
    await attempt.giveBack()
    return { result, return_to: state.returnTo }
  } catch (error) {
    if (error instanceof ApiProblem) {
      const after = error instanceof Refusal ? { why: error.why } : undefined
      const entry = { action: 'oauth.refused', refused: error.code, storeId: realm.storeId }
      await recordBounded(visit.env, realm.db, visit.trail, { ...entry, target, after })
    }
    throw error
  }
}

async function checkState(visit: Visit, realm: Realm, { state, ticket, proof }: Brought) {
  const row = await takeState(visit, state)
  if (!row) throw new Refusal('oauth_state_invalid', 'unknown_or_used')
  if (row.expiresAt <= Date.now()) throw new Refusal('oauth_state_invalid', 'expired')
  if (row.realm !== realm.kind || row.storeId !== realm.storeId) throw new Refusal('oauth_state_invalid', 'realm')
  if (!(await sameSecret(await sha256(proof), row.proofHash))) throw new Refusal('oauth_state_invalid', 'proof')
  const code = await codeOf(visit, row.stateHash, ticket)
  if (code === null) throw new Refusal('oauth_state_invalid', 'ticket')
  return { state: row, code }
}

async function askProvider({ ring }: Visit, state: OAuthStateRow, code: string): Promise<OAuthIdentity> {
  const provider = oauthProviderOf(ring.config, state.provider)
  if (!provider) throw new Refusal('oauth_provider_not_found', 'removed_meanwhile')
  const { nonce, verifier } = state
  const identity = await provider
    .identify({ code, nonce, verifier, redirectUri: redirectUriOf(ring.config) })
    .catch((error: unknown) => {
      if (error instanceof OAuthFailure) throw new Refusal('oauth_failed', error.why)
      throw error
    })
  if (!identity.isVerified) throw new Refusal('oauth_email_unverified', 'unverified')
  // The provider knows who has the address that it wrote, not who has the one that its form would be: the Kelvin sign becomes a `k`.
  const [local = ''] = identity.email.split('@')
  const email = Email.safeParse(identity.email)
  if (!email.success || /\P{ASCII}/u.test(local)) throw new Refusal('oauth_failed', 'email')
  return { ...identity, email: email.data }
}

async function enter(visit: Visit, realm: Realm, state: OAuthStateRow, identity: OAuthIdentity): Promise<LogInResult> {
  const { account, also, letter, link } = await resolveAccount(visit, realm, state.provider, identity)
  const result = await passFirstStep(visit, realm, account, state.provider, also, link)
  if (letter) visit.later(letter.send(visit.env))
  return result
}
