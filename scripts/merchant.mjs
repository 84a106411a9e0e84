/**
 * Merchants on a developer's machine, that of the demo stores before all: each signs up as anybody would, with the link from the development mailbox, or logs in.
 * The demo merchant exists on such a machine only, where its password is no secret.
 */
import { ApiFailure, apiAt } from './api-client.mjs'

export const DEMO_MERCHANT = {
  name: 'Hannah Harbour',
  email: 'merchant@tradewind.example',
  password: 'harbour and kobe',
}
const FIRST_STORE = { name: 'Harbour & Pine', slug: 'demo', country: 'US', currency: 'USD' }
const MAIL_WAIT_MS = 30_000

/** Logs in, or signs up first: with an access token, and the tenant and stores that are the merchant's. */
export const demoMerchant = (url) => merchantOf(url, DEMO_MERCHANT, FIRST_STORE)

/** The same for anybody, who opens that store when signing up. */
export async function merchantOf(url, account, firstStore) {
  const { email, password } = account
  const tokens = await logIn(url, { email, password }).catch((error) => {
    if (error instanceof ApiFailure && error.code === 'credentials_invalid') return signUp(url, account, firstStore)
    throw error
  })
  const api = apiAt(url, tokens.access_token)
  const { memberships } = await api.call('/me')
  const [{ tenant, stores }] = memberships
  return { api, token: tokens.access_token, tenantId: tenant.id, stores }
}

async function logIn(url, account) {
  const result = await apiAt(url).send('POST', '/auth/log-in', account)
  return result.tokens
}

async function signUp(url, account, store) {
  const anybody = apiAt(url)
  const started = await anybody.send('POST', '/auth/sign-up', { ...account, store })
  const token = await linkToken(anybody, account.email)
  const signedIn = await anybody.send('POST', '/auth/sign-up/confirm', { token, proof: started.proof })
  return signedIn.tokens
}

/** The token in the newest link that was mailed to this address. */
export async function linkToken(api, recipient) {
  const untilMs = Date.now() + MAIL_WAIT_MS
  while (Date.now() < untilMs) {
    const { items } = await api.call(`/dev/mailbox?per_page=1&recipient=${encodeURIComponent(recipient)}`)
    const link = /[?&]token=([\w-]+)/.exec(items[0]?.body_text ?? '')
    if (link) return link[1]
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`No mail came to ${recipient}`)
}
