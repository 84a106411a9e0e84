/** Stores to measure in: opened over HTTP by a merchant, filled in the database, with stock in the SKUs' own objects. */
import { ApiFailure, apiAt } from '../scripts/api-client.mjs'
import { linkToken, merchantOf } from '../scripts/merchant.mjs'
import { fillCatalogue } from './fill.mjs'

const MERCHANT = { name: 'Bea Bench', email: 'merchant@bench.example', password: 'floors and ceilings' }
const FIRST_STORE = { name: 'Bench', slug: 'bench', country: 'US', currency: 'USD' }
const BUYER_PASSWORD = 'a buyer of many things'
/** Lasts longer than any run. */
const PIECES = 1_000_000
const STOCKED_AT_ONCE = 8

export const openMerchant = (url) => merchantOf(url, MERCHANT, FIRST_STORE)

/** A further store of the merchant, empty. */
export function openStore({ api, tenantId }, slug) {
  const settings = {
    name: `Bench ${slug}`,
    locale: 'en-US',
    country: 'US',
    currencies: ['EUR'],
    contact_email: MERCHANT.email,
    tax_inclusive: false,
  }
  const keyed = { 'idempotency-key': crypto.randomUUID() }
  return api.send('POST', `/tenants/${tenantId}/stores`, { slug, currency: 'USD', settings }, keyed)
}

/** A store with so many products; `storeId` and the id of its list of prices in euros. */
export async function openFilledStore(merchant, database, products, slug = `bench-${products}`) {
  const { id: storeId } = await openStore(merchant, slug)
  return { storeId, products, ...(await fillCatalogue(database, storeId, products)) }
}

/** Counts a million pieces of each variant in, in its own object, and waits until the database says so too. */
export async function stockVariants({ url, token }, storeId, variantIds) {
  const api = apiAt(url, token)
  const waiting = [...variantIds]
  const count = { type: 'count', quantity: PIECES, reason: 'bench' }
  const work = async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      const keyed = { 'idempotency-key': crypto.randomUUID() }
      await api.send('POST', `/stores/${storeId}/inventory/${id}/movements`, count, keyed)
    }
  }
  await Promise.all(Array.from({ length: STOCKED_AT_ONCE }, work))
}

/** Gives somebody who has bought as a guest an account; returns its access token. */
export async function openAccount(url, storeId, email) {
  const anybody = apiAt(url)
  const account = { name: 'Ada Lovelace', email, password: BUYER_PASSWORD }
  const base = `/stores/${storeId}/auth/sign-up`
  const { proof } = await anybody.send('POST', base, account)
  const token = await linkToken(anybody, email)
  const { tokens } = await anybody.send('POST', `${base}/confirm`, { token, proof })
  if (!tokens) throw new ApiFailure(0, { code: 'no_tokens', message: `${email} was not logged in` })
  return tokens.access_token
}
