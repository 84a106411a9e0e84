/** A browser that logs in with another service: from the store's or platform's page to the provider and back. */

import type { z } from 'zod'
import { edgeSecretOf, signForwarded } from '#contract/forwarded.ts'
import type { OAuthFinished, OAuthProviderId, OAuthReturn, OAuthStarted } from '#contract/identity.ts'
import { env } from './fixtures.ts'
import { PLATFORM_HOST, storeHost } from './platform.ts'
import { request } from './shopper.ts'

/** What the person says at the provider; see `tests/fakes/oauth-provider.ts`. */
export interface AtProvider {
  email: string
  name?: string
  verified?: 'false'
  subject?: string
  tamper?: string
}

export interface Brought {
  state: string
  ticket: string
  proof: string
}

/** Each browser has an address of its own, so that no test uses up the tries of another. */
let browsers = 0

export async function newBrowser(host: string, auth: string) {
  browsers += 1
  const forwarded = { host, client: `198.51.${Math.floor(browsers / 250)}.${(browsers % 250) + 1}` }
  /** Signed for each request: a signature is good for a minute, and a test may be slow. */
  const headers = () => signForwarded(forwarded, edgeSecretOf(env) ?? '')
  const post = async <T>(path: string, body: unknown) =>
    request<T>(`${auth}${path}`, { method: 'POST', body, headers: await headers() })

  const start = (provider: string, return_to = '/') =>
    post<z.infer<typeof OAuthStarted>>(`/oauth/${provider}/start`, { return_to })

  /** To the provider, where the person is who they say, and back with what the redirect carries. */
  async function visit(url: string, person: AtProvider): Promise<{ state: string; code: string }> {
    const at = new URL(url)
    for (const [name, value] of Object.entries(person)) at.searchParams.set(name, value)
    const response = await fetch(at, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (!location) throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    const { searchParams } = new URL(location)
    return { state: searchParams.get('state') ?? '', code: searchParams.get('code') ?? '' }
  }

  /** What the platform's own page asks, at which everybody arrives. */
  const passOn = async (carried: { state: string; code: string | null }) =>
    request<z.infer<typeof OAuthReturn>>('/auth/oauth/callback', {
      method: 'POST',
      body: carried,
      headers: await headers(),
    })

  /** A ticket for whatever code. */
  const ticketFor = async (state: string, code: string) => (await passOn({ state, code })).data.ticket ?? ''

  async function goThere(provider: OAuthProviderId, person: AtProvider, returnTo = '/'): Promise<Brought> {
    const { data } = await start(provider, returnTo)
    const { state, code } = await visit(data.url, person)
    return { state, ticket: await ticketFor(state, code), proof: data.proof }
  }

  const finish = (brought: Brought) => post<z.infer<typeof OAuthFinished>>('/oauth/finish', brought)

  return {
    address: forwarded.client,
    post,
    start,
    visit,
    passOn,
    ticketFor,
    goThere,
    finish,
    logIn: async (provider: OAuthProviderId, person: AtProvider, returnTo = '/') =>
      finish(await goThere(provider, person, returnTo)),
  }
}

export const onPlatform = () => newBrowser(PLATFORM_HOST, '/auth')
export const inStore = (store: { id: string; slug: string }, host = storeHost(store.slug)) =>
  newBrowser(host, `/stores/${store.id}/auth`)
