/**
 * A buyer who does not give up before the outcome is known: every step is sent again, under the same key, until it is
 * answered; a refusal is final. Each new price is accepted, as a new attempt.
 */
import type { Cart } from '#contract/cart.ts'
import type { Checkout } from '#contract/checkout.ts'
import { type Answer, NO_ANSWER, send } from './client.ts'
import type { History, Told, Wish } from './history.ts'

const GIVE_UP_MS = 240_000
const MAX_ATTEMPTS = 12

interface Visit {
  origin: () => string
  storeId: string
  history: History
  wish: Wish
  untilMs: number
}

export async function buy(origin: () => string, storeId: string, wish: Wish, history: History): Promise<void> {
  const visit: Visit = { origin, storeId, history, wish, untilMs: Date.now() + GIVE_UP_MS }
  const started = await insist<{ cart: Cart; token: string }>(visit, `/stores/${storeId}/carts`, {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  if (started.status !== 201) return history.tell(wish.email, 'no-cart', refusal(started))
  const route = `/stores/${storeId}/carts/${started.data.cart.id}`
  const headers = { 'x-cart-token': started.data.token }
  const filled = await fill(visit, route, headers)
  if (filled !== null) return history.tell(wish.email, 'not-filled', { outcome: 'failed', code: filled })
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const told = await payOnce(visit, route, headers)
    if (told.outcome !== 'failed' || told.code !== 'price_changed') return
    await pause(500) // the copies that a cart is priced by follow within a second
  }
}

/** Puts the wishes into the cart; the code of the refusal when one is not to be had. */
async function fill(visit: Visit, route: string, headers: Record<string, string>): Promise<string | null> {
  const { variantIds, promotionCode, giftCardCode } = visit.wish
  for (const variant_id of variantIds) {
    const added = await insist<Cart>(visit, `${route}/lines`, {
      method: 'POST',
      json: { variant_id, quantity: 1 },
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    })
    if (added.code) return added.code
  }
  for (const code of [promotionCode, giftCardCode]) {
    if (!code) continue
    // A code that is used up is no reason to leave.
    await insist<Cart>(visit, `${route}/codes`, {
      method: 'POST',
      json: { code },
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    })
  }
  return null
}

/** One attempt: one key, sent until somebody says what came of it. */
async function payOnce(visit: Visit, route: string, headers: Record<string, string>): Promise<Told> {
  const { history, wish } = visit
  const key = crypto.randomUUID()
  const told = (what: Told): Told => {
    history.tell(wish.email, key, what)
    return what
  }
  const read = await insist<Cart>(visit, `${route}?country=US&region=CA`, { headers })
  if (read.code) return told({ outcome: 'failed', code: read.code })
  const cart = read.data
  const refused = cart.codes.find(({ status }) => status === 'refused')
  if (refused) {
    const path = `${route}/codes/${encodeURIComponent(refused.id)}`
    await insist<Cart>(visit, path, {
      method: 'DELETE',
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    })
    return told({ outcome: 'failed', code: 'price_changed' })
  }
  const json = {
    email: wish.email,
    shipping_address: ADDRESS,
    shipping_rate_id: cart.shipping_rate_id,
    payment_method_id: cart.totals.payable.amount_minor === 0 ? null : wish.paymentMethodId,
    expected_total: cart.totals.payable,
  }
  history.begun++
  while (Date.now() < visit.untilMs) {
    const answer = await send<Checkout>(visit.origin(), `${route}/checkout`, {
      method: 'POST',
      json,
      headers: { ...headers, 'idempotency-key': key },
    })
    note(visit, 'checkout', answer)
    if (answer === NO_ANSWER) {
      told({ outcome: 'unknown' })
      await pause(500)
    } else if (answer.status === 201 && answer.data.status === 'completed') {
      return told({ outcome: 'completed', orderNumber: answer.data.order_number })
    } else if (answer.status === 202 || isPassing(answer)) {
      await pause((answer.retryAfter ?? 0.5) * 1000)
    } else if (answer.code && NOT_COMBINED.has(answer.code)) {
      return told({ outcome: 'failed', code: 'price_changed' })
    } else {
      return told(refusal(answer))
    }
  }
  return told({ outcome: 'unknown' })
}

/** A code that others used up meanwhile: the buyer takes it off and pays without. */
const NOT_COMBINED = new Set(['price_changed', 'code_used_up', 'gift_card_insufficient', 'gift_card_expired'])

/** Sends a step until it is answered for good. */
async function insist<T>(
  visit: Visit,
  route: string,
  init: { method?: string; json?: unknown; headers?: Record<string, string> },
): Promise<Answer<T>> {
  while (Date.now() < visit.untilMs) {
    const answer = await send<T>(visit.origin(), route, init)
    note(visit, route.replace(/[\da-f-]{36}/g, ':id'), answer)
    if (answer !== NO_ANSWER && !isPassing(answer)) return answer
    await pause(answer === NO_ANSWER ? 500 : (answer.retryAfter ?? 1) * 1000)
  }
  return { status: 0, data: null as T, code: 'gave_up', retryAfter: null, isReplay: false }
}

/** Too many at once, or the same key under way: asked again after the time that the server names. */
const isPassing = ({ status, code }: Answer) => status === 429 || status === 503 || code === 'idempotency_in_flight'

const refusal = ({ status, code }: Answer): Told => ({ outcome: 'failed', code: code ?? `status_${status}` })

function note(visit: Visit, route: string, answer: Answer | typeof NO_ANSWER): void {
  if (answer === NO_ANSWER) return
  visit.history.answers.push({ buyer: visit.wish.email, route, status: answer.status, code: answer.code })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())))

export const ADDRESS = {
  name: 'Ada Lovelace',
  line1: '1 Analytical Way',
  line2: '',
  city: 'San Francisco',
  region: 'CA',
  postal_code: '94107',
  country: 'US',
  phone: '',
}
