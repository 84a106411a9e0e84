/** A shopper for the benchmark: every step over HTTP, as a storefront takes it. */
import { requestText } from './connection.mjs'

const ADDRESS = {
  name: 'Ada Lovelace',
  line1: '1 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postal_code: '94107',
  country: 'US',
}
const DESTINATION = '?country=US&region=CA'
const JSON_TYPE = { 'content-type': 'application/json' }

/** What a shopper does in one store, each new cart with the next of these variants; each step takes the connection to do it on. */
export function shopperOf(storeId, variantIds) {
  const base = `/api/v1/stores/${storeId}/carts`
  const lines = variantIds.map((id) => JSON.stringify({ variant_id: id, quantity: 1 }))
  let begun = 0

  async function newCart(connection) {
    const line = lines[begun++ % lines.length]
    const { cart, token } = await ask(connection, requestText('POST', base, JSON_TYPE, '{}'))
    return { path: `${base}/${cart.id}`, headers: { ...JSON_TYPE, 'x-cart-token': token }, line }
  }

  const add = (connection, { path, headers, line }, more = {}) =>
    ask(connection, requestText('POST', `${path}/lines`, { ...headers, ...more }, line))
  const addKeyed = (connection, cart) => add(connection, cart, { 'idempotency-key': crypto.randomUUID() })

  async function filledCart(connection) {
    const cart = await newCart(connection)
    await add(connection, cart)
    return cart
  }

  const quote = (connection, { path, headers }) => ask(connection, requestText('GET', `${path}${DESTINATION}`, headers))

  async function checkOut(connection, { path, headers }, { totals, shipping_rate_id }) {
    const command = JSON.stringify({
      email: 'bench@example.com',
      shipping_address: ADDRESS,
      shipping_rate_id,
      payment_method_id: 'test_pays',
      expected_total: totals.payable,
    })
    const keyed = { ...headers, 'idempotency-key': crypto.randomUUID() }
    const checkout = await ask(connection, requestText('POST', `${path}/checkout`, keyed, command))
    if (checkout.status !== 'completed') throw new Error(`A checkout is ${checkout.status}`)
  }

  async function buyOnce(connection) {
    const cart = await filledCart(connection)
    await checkOut(connection, cart, await quote(connection, cart))
  }

  return { newCart, filledCart, add, addKeyed, quote, checkOut, buyOnce }
}

async function ask(connection, text) {
  const { status, body } = await connection.send(text)
  const answer = JSON.parse(body.toString())
  if (status >= 300) throw new Error(`${text.split('\r\n')[0]} answered ${status}: ${JSON.stringify(answer.error)}`)
  return answer.data
}
