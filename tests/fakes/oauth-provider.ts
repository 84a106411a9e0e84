/**
 * Google and GitHub, as far as a log-in sees them, for tests: in the API's test runner as its `outboundService`, and as a
 * plain HTTP server for tests in a browser (`oauth-server.ts`). Strict where they are strict: client, exact redirect address,
 * PKCE with S256, codes that work once and for a minute, a secret at the token endpoint, GitHub's `accept` and `user-agent`.
 *
 * Person    Whoever stands at the authorize page chooses: `email`, `name`, `verified=false`, `subject` in its query, or a
 *           form that asks for them. `deny=1` says no.
 * Tamper    `tamper` in the same query names one thing that goes wrong with this log-in, and with no other: see
 *           `misbehave` and `id-token.ts`.
 */
import { createHash, randomBytes } from 'node:crypto'
import { idTokenSigner, type Person } from './id-token.ts'
import { authorizePage } from './oauth-page.ts'

export interface OAuthFakeSettings {
  clientId: string
  clientSecret: string
  redirectUri: string
}

export const TEST_OAUTH: OAuthFakeSettings = {
  clientId: 'test-client',
  clientSecret: 'test-client-secret',
  redirectUri: 'http://localhost:8788/oauth/callback',
}

interface Issued {
  person: Person
  nonce: string | null
  challenge: string
  provider: 'google' | 'github'
  tamper: string | null
  expiresAtMs: number
}

const CODE_MS = 60_000
/** Longer than anybody should wait for a log-in. */
const SLOW_MS = 15_000

const json = (body: unknown, status = 200) => Response.json(body, { status })
const refused = (reason: string) => new Response(`The stand-in refuses: ${reason}`, { status: 400 })
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

/** A number, as GitHub's ids are, that goes with an address. */
const idOf = (email: string) =>
  String(Number.parseInt(createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 12), 16))

/** Answers requests for both providers; paths tell them apart. */
export function oauthFake({ clientId, clientSecret, redirectUri }: OAuthFakeSettings) {
  const codes = new Map<string, Issued>()
  const accessTokens = new Map<string, Person>()
  const signer = idTokenSigner()

  function authorize(url: URL, provider: Issued['provider']): Response {
    const query = url.searchParams
    // Whatever is wrong before the redirect address is known to be right is shown here and sent nowhere.
    if (query.get('client_id') !== clientId) return refused('client_id')
    if (query.get('redirect_uri') !== redirectUri) return refused('redirect_uri')
    if (query.get('response_type') !== 'code') return refused('response_type')
    if (!query.get('state')) return refused('state')
    if (query.get('code_challenge_method') !== 'S256') return refused('code_challenge_method')
    const challenge = query.get('code_challenge') ?? ''
    if (!/^[\w-]{43}$/.test(challenge)) return refused('code_challenge')
    if (provider === 'google' && !query.get('scope')?.split(' ').includes('openid')) return refused('scope')
    if (provider === 'github' && !query.get('scope')?.split(' ').includes('user:email')) return refused('scope')

    const back = new URL(redirectUri)
    back.searchParams.set('state', query.get('state') ?? '')
    if (query.get('deny')) {
      back.searchParams.set('error', 'access_denied')
      return Response.redirect(back.href, 302)
    }
    const email = query.get('email')
    if (!email) return authorizePage(url, provider)
    const subject = query.get('subject') || idOf(email)
    const person = { subject, email, name: query.get('name') ?? '', isVerified: query.get('verified') !== 'false' }
    const code = randomBytes(24).toString('base64url')
    const tamper = query.get('tamper') || null
    const expiresAtMs = Date.now() + (tamper === 'late_code' ? -1 : CODE_MS)
    codes.set(code, { person, challenge, provider, tamper, expiresAtMs, nonce: query.get('nonce') })
    back.searchParams.set('code', code)
    return Response.redirect(back.href, 302)
  }

  /** What a code is worth: once, in time, to the client it was made for, with the verifier of its challenge. */
  function redeem(fields: URLSearchParams, provider: Issued['provider']): Issued | string {
    if (fields.get('client_id') !== clientId || fields.get('client_secret') !== clientSecret) return 'invalid_client'
    const code = fields.get('code') ?? ''
    const issued = codes.get(code)
    codes.delete(code)
    if (issued?.provider !== provider || issued.expiresAtMs < Date.now()) return 'invalid_grant'
    if (fields.get('redirect_uri') !== redirectUri) return 'redirect_uri_mismatch'
    return sha256(fields.get('code_verifier') ?? '') === issued.challenge ? issued : 'invalid_grant'
  }

  async function misbehave(tamper: string | null): Promise<Response | null> {
    switch (tamper) {
      case 'down':
        return new Response('Service unavailable', { status: 503 })
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
        return null
      case 'garbage':
        return new Response('<html>Something else</html>', { headers: { 'content-type': 'application/json' } })
      case 'huge':
        return json({ padding: 'x'.repeat(1_000_000) })
      case 'redirect':
        return Response.redirect('https://elsewhere.example/', 302)
      case 'no_token':
        return json({})
      default:
        return null
    }
  }

  async function googleToken(request: Request, issuer: string): Promise<Response> {
    const fields = new URLSearchParams(await request.text())
    if (fields.get('grant_type') !== 'authorization_code') return json({ error: 'unsupported_grant_type' }, 400)
    const issued = redeem(fields, 'google')
    if (typeof issued === 'string') return json({ error: issued }, issued === 'invalid_client' ? 401 : 400)
    const bad = await misbehave(issued.tamper)
    if (bad) return bad
    const id_token = await signer.sign({ ...issued, issuer, clientId })
    return json({ access_token: randomBytes(16).toString('hex'), expires_in: 3599, token_type: 'Bearer', id_token })
  }

  /** GitHub says what went wrong with status 200, and answers in a form unless asked for JSON. */
  async function githubToken(request: Request): Promise<Response> {
    const issued = redeem(new URLSearchParams(await request.text()), 'github')
    if (typeof issued === 'string')
      return json({ error: issued === 'invalid_grant' ? 'bad_verification_code' : issued })
    const bad = await misbehave(issued.tamper)
    if (bad) return bad
    const token = `gho_${randomBytes(18).toString('hex')}`
    accessTokens.set(token, issued.person)
    const answer = { access_token: token, token_type: 'bearer', scope: 'read:user,user:email' }
    const wantsJson = request.headers.get('accept')?.includes('application/json')
    return wantsJson ? json(answer) : new Response(new URLSearchParams(answer).toString())
  }

  function githubApi(request: Request, path: string): Response {
    if (!request.headers.get('user-agent')) return json({ message: 'Missing User-Agent' }, 403)
    const person = accessTokens.get(/^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '')
    if (!person) return json({ message: 'Bad credentials' }, 401)
    const { subject, email, name, isVerified } = person
    if (path === '/user')
      return json({ id: Number(subject), login: `user-${subject}`, name: name || null, email: null })
    return json([
      { email: `other-${subject}@elsewhere.example`, primary: false, verified: true, visibility: null },
      { email, primary: true, verified: isVerified, visibility: 'private' },
    ])
  }

  return async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url)
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /o/oauth2/v2/auth':
        return authorize(url, 'google')
      case 'POST /token':
        return googleToken(request, url.origin)
      case 'GET /oauth2/v3/certs':
        return json({ keys: await signer.publicKeys() })
      case 'GET /login/oauth/authorize':
        return authorize(url, 'github')
      case 'POST /login/oauth/access_token':
        return githubToken(request)
      case 'GET /user':
      case 'GET /user/emails':
        return githubApi(request, url.pathname)
      default:
        return new Response('Not found', { status: 404 })
    }
  }
}
