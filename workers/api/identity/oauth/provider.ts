/**
 * Services that vouch for a person: authorization code flow (RFC 6749) with PKCE (RFC 7636).
 *
 * Limits    8 seconds for everything that a log-in asks of a provider, 64 KB per answer, no redirects.
 * Errors    Whatever a provider does wrong, or not at all, is an `OAuthFailure`; its `why` is for the audit log and holds
 *           nothing of what the provider said.
 */
import type { OAuthProviderId } from '#contract/identity.ts'
import { readLimited } from '#contract/read-limited.ts'

export interface Authorization {
  redirectUri: string
  state: string
  /** Comes back inside the provider's signed answer, where there is one. */
  nonce: string
  /** SHA-256 of the verifier, base64url. */
  challenge: string
}

export interface Grant {
  code: string
  redirectUri: string
  nonce: string
  verifier: string
}

/** Who the provider says it is. */
export interface OAuthIdentity {
  /** The provider's own id of the person: mail addresses change hands, this does not. */
  subject: string
  /** As the provider has it: checked and made lower case by whoever uses it. */
  email: string
  isVerified: boolean
  name: string
}

export interface OAuthProvider {
  id: OAuthProviderId
  name: string
  /** Where the browser goes. */
  authorizeUrl(authorization: Authorization): string
  /** What the code that the browser came back with is worth. Throws `OAuthFailure`. */
  identify(grant: Grant): Promise<OAuthIdentity>
}

export class OAuthFailure extends Error {
  constructor(
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(`The provider failed: ${why}`, options)
    this.name = 'OAuthFailure'
  }
}

const TIMEOUT_MS = 8_000
const MAX_BYTES = 64 * 1024

/** One for each log-in: a provider that is slow three times is as slow as one that is slow once. */
export const deadline = (): AbortSignal => AbortSignal.timeout(TIMEOUT_MS)

/** The JSON of an answer with status 200. */
export async function fetchJson(url: string, init: RequestInit & { signal: AbortSignal }): Promise<unknown> {
  const text = await fetchText(url, init)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OAuthFailure('not_json', { cause })
  }
}

async function fetchText(url: string, init: RequestInit & { signal: AbortSignal }): Promise<string> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new OAuthFailure(`status_${response.status}`)
    }
    const bytes = await readLimited(response.body, MAX_BYTES)
    if (!bytes) throw new OAuthFailure('too_large')
    return new TextDecoder().decode(bytes)
  } catch (error) {
    if (error instanceof OAuthFailure) throw error
    throw new OAuthFailure(init.signal.aborted ? 'timeout' : 'unreachable', { cause: error })
  }
}

/** `application/x-www-form-urlencoded`, as RFC 6749 wants it. */
export const form = (fields: Record<string, string>) => ({
  method: 'POST',
  headers: {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': USER_AGENT,
  },
  body: new URLSearchParams(fields).toString(),
})

/** GitHub answers nobody without a name. */
export const USER_AGENT = 'Tradewind/1 (log-in)'

export const withQuery = (url: string, query: Record<string, string>) => `${url}?${new URLSearchParams(query)}`
