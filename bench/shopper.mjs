/** A shopper for the benchmark: every step over HTTP, as a storefront takes it. */
import { requestText } from './connection.mjs'

const ADDRESS = {
  ...{ name: 'Ada Lovelace', line1: '1 Analytical Way', city: 'San Francisco' },
  ...{ region: 'CA', postal_code: '94107', country: 'US' },
}
const DESTINATION = '?country=US&region=CA'
/** Below what a line may hold. */
const ADDS_PER_CART = 900

/** What a shopper does in one store with one variant; each takes the connection to do it on. */
export function shopperOf(storeId, variantId) {
  const base = `/api/v1/stores/${storeId}/carts`
  const line = JSON.stringify({ variant_id: variantId, quantity: 1 })
  const json = { 'content-type': 'application/json' }

  async function newCart(connection) {
    const { cart, token } = await ask(connection, requestText('POST', base, json, '{}'))
    const headers = { ...json, 'x-cart-token': token }
    return {
      path: `${base}/${cart.id}`,
      headers,
      addText: requestText('POST', `${base}/${cart.id}/lines`, headers, line),
    }
  }

  async function filledCart(connection) {
    const cart = await newCart(connection)
    await ask(connection, cart.addText)
    return cart
  }

  /** Adds to a cart that is there; a full one is left for another. */
  function adder({ keyed }) {
    let cart = null
    let adds = 0
    return async (connection) => {
      if (!cart || adds++ === ADDS_PER_CART) {
        cart = await newCart(connection)
        adds = 1
      }
      const headers = { ...cart.headers, 'idempotency-key': crypto.randomUUID() }
      await ask(connection, keyed ? requestText('POST', `${cart.path}/lines`, headers, line) : cart.addText)
    }
  }

  const quote = (connection, { path, headers }) => ask(connection, requestText('GET', `${path}${DESTINATION}`, headers))

  async function checkOut(connection, { path, headers }, { totals, shipping_rate_id }) {
    const command = JSON.stringify({
      ...{ email: 'bench@example.com', shipping_address: ADDRESS, shipping_rate_id },
      ...{ payment_method_id: 'test_pays', expected_total: totals.payable },
    })
    const keyed = { ...headers, 'idempotency-key': crypto.randomUUID() }
    const checkout = await ask(connection, requestText('POST', `${path}/checkout`, keyed, command))
    if (checkout.status !== 'completed') throw new Error(`A checkout is ${checkout.status}`)
  }

  async function buyOnce(connection) {
    const cart = await filledCart(connection)
    await checkOut(connection, cart, await quote(connection, cart))
  }

  return { newCart, filledCart, adder, quote, checkOut, buyOnce }
}

async function ask(connection, text) {
  const { status, body } = await connection.send(text)
  const answer = JSON.parse(body.toString())
  if (status >= 300) throw new Error(`${text.split('\r\n')[0]} answered ${status}: ${JSON.stringify(answer.error)}`)
  return answer.data
}
