/**
 * A buyer with little patience, for loads: one who is told to wait asks again when told to, a few times, and then leaves.
 * A checkout that was sent off is never left: what became of it is asked for once the load is over.
 */
import http from 'node:http'
import type { Cart } from '#contract/cart.ts'
import type { Checkout } from '#contract/checkout.ts'
import { ADDRESS } from './buyer.ts'
import { type Answer, NO_ANSWER, send } from './client.ts'
import type { History, Told } from './history.ts'

export const agent = new http.Agent({ keepAlive: true, maxSockets: 2_000, maxFreeSockets: 2_000 })

/** What every request of a load came to. */
export interface Sent {
  step: string
  /** 0: none within the client's time. */
  status: number
  code: string | null
  retryAfter: number | null
  tookMs: number
}

export interface Crowd {
  origin: string
  storeId: string
  variantId: string
  history: History
  sent: Sent[]
  /** No further step is taken. */
  isOver: () => boolean
  /** How often one who is told to wait asks again. */
  patience: number
}

/** A checkout whose outcome the buyer has not heard. */
export interface Unheard {
  email: string
  key: string
  ask: () => Promise<Answer<Checkout> | typeof NO_ANSWER>
}

export type Visited = { outcome: 'bought' | 'left' } | { outcome: 'unheard'; checkout: Unheard }

const LEFT: Visited = { outcome: 'left' }

/** From an empty cart to the answer of the checkout. */
export async function visit(crowd: Crowd, email: string): Promise<Visited> {
  const { storeId, variantId, history } = crowd
  const begun = await insist<{ cart: Cart; token: string }>(crowd, 'cart', `/stores/${storeId}/carts`, {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  if (begun?.status !== 201) return LEFT
  const route = `/stores/${storeId}/carts/${begun.data.cart.id}`
  const headers = { 'x-cart-token': begun.data.token }
  const filled = await insist<Cart>(crowd, 'line', `${route}/lines`, {
    method: 'POST',
    json: { variant_id: variantId, quantity: 1 },
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
  })
  if (filled?.status !== 200) return LEFT
  const seen = await insist<Cart>(crowd, 'read', `${route}?country=US&region=CA`, { headers })
  if (seen?.status !== 200 || crowd.isOver()) return LEFT

  const key = crypto.randomUUID()
  const json = {
    email,
    shipping_address: ADDRESS,
    shipping_rate_id: seen.data.shipping_rate_id,
    payment_method_id: 'test_pays',
    expected_total: seen.data.totals.payable,
  }
  const pay = { method: 'POST', json, headers: { ...headers, 'idempotency-key': key } }
  const checkout = { email, key, ask: () => send<Checkout>(crowd.origin, `${route}/checkout`, pay, agent) }
  history.wishes.set(email, {
    email,
    variantIds: [variantId],
    paymentMethodId: 'test_pays',
    promotionCode: null,
    giftCardCode: null,
  })
  history.begun++
  const paid = await insist<Checkout>(crowd, 'checkout', `${route}/checkout`, pay)
  const told = paid && outcomeOf(paid)
  if (!told) return { outcome: 'unheard', checkout }
  history.tell(email, key, told)
  return told.outcome === 'completed' ? { outcome: 'bought' } : LEFT
}

/** What a buyer knows by the answer to a checkout; null while it is not decided. */
export function outcomeOf({ status, data, code }: Answer<Checkout>): Told | null {
  if (status === 201 && data.status === 'completed') return { outcome: 'completed', orderNumber: data.order_number }
  if (status === 0 || status === 202 || isPassing({ status, code })) return null
  return { outcome: 'failed', code: code ?? `status_${status}` }
}

/** The last answer, when patience, the load or the client's time is at its end; null when there was none. */
async function insist<T>(
  crowd: Crowd,
  step: string,
  route: string,
  init: Parameters<typeof send>[2],
): Promise<Answer<T> | null> {
  for (let time = 0; !crowd.isOver(); time++) {
    const startedMs = performance.now()
    const answer = await send<T>(crowd.origin, route, init, agent)
    const tookMs = performance.now() - startedMs
    if (answer === NO_ANSWER) {
      crowd.sent.push({ step, status: 0, code: null, retryAfter: null, tookMs })
      return null
    }
    const { status, code, retryAfter } = answer
    crowd.sent.push({ step, status, code, retryAfter, tookMs })
    crowd.history.answers.push({ buyer: 'somebody', route: step, status, code })
    if (!isPassing(answer) || time === crowd.patience) return answer
    await new Promise((resolve) => setTimeout(resolve, (retryAfter ?? 1) * 1_000 * (1 + Math.random() / 2)))
  }
  return null
}

const isPassing = ({ status, code }: Pick<Answer, 'status' | 'code'>) =>
  status === 429 || status === 503 || code === 'idempotency_in_flight'
