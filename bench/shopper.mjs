/** A shopper for the benchmark: every step over HTTP, as a storefront takes it. */
import { apiAt } from '../scripts/api-client.mjs'

const ADDRESS = {
  ...{ name: 'Ada Lovelace', line1: '1 Analytical Way', city: 'San Francisco' },
  ...{ region: 'CA', postal_code: '94107', country: 'US' },
}

/** A new cart with one piece in it. */
export async function newCart(url, storeId, variantId) {
  const api = apiAt(url)
  const { cart, token } = await api.call(`/stores/${storeId}/carts`, { method: 'POST' })
  const path = `/stores/${storeId}/carts/${cart.id}`
  const headers = { 'x-cart-token': token }
  const filled = await api.send('POST', `${path}/lines`, { variant_id: variantId, quantity: 1 }, headers)
  return { path, route: `/api/v1${path}`, headers, total: filled.totals.total }
}

/** From a new cart to a placed order. */
export async function buyOnce(url, storeId, variantId) {
  const { path, headers, total } = await newCart(url, storeId, variantId)
  const command = {
    ...{ email: 'bench@example.com', shipping_address: ADDRESS, shipping_rate_id: 'standard' },
    ...{ payment_method_id: 'test_pays', expected_total: total },
  }
  const key = { ...headers, 'idempotency-key': crypto.randomUUID() }
  const checkout = await apiAt(url).send('POST', `${path}/checkout`, command, key)
  if (checkout.status !== 'completed') throw new Error(`A checkout is ${checkout.status}`)
}
