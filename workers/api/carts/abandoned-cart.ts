/**
 * Tells somebody of the cart that they have left: an outbox row under an id that the cart's object has fixed before. The
 * letter about a customer's cart goes to them alone and holds no secret: they log in. Anybody else's address is perhaps not
 * theirs: it gets few, and its link tells no more than what the letter itself does.
 */
import type { AbandonedCart as Event } from '#contract/events.ts'
import type { AbandonedCart } from '#durable-objects/cart-answers.ts'
import { signCartLink } from '../access/cart-token.ts'
import { mayAttempt } from '../access/throttle.ts'
import { presentImage } from '../catalogue/present.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import { SEND_GRACE_MS } from '../events/outbox.ts'
import { storeOrigin } from '../lib/origins.ts'
import { presentTime } from '../lib/present-time.ts'
import { eventSender } from '../stores/event-sender.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { FRESH } from './cart-facts.ts'
import { customerEmail } from './customer-email.ts'

/** Returns the event. None is written for a closed store, or when nothing of it is sold any more. Safe to repeat. */
export async function writeAbandonedCart(deps: Deps, store: StoreRecord, cart: AbandonedCart): Promise<Event | null> {
  if (store.status !== 'active') return null
  const ids = cart.variants.map(({ variantId }) => variantId)
  const variants = await FRESH.variants(deps.db, ids)
  const items = cart.variants.flatMap(({ variantId, quantity }) => {
    const variant = variants.get(variantId)
    if (!variant) return []
    const image_url = variant.image ? presentImage(variant.image).url : null
    return [{ title: variant.title, variant_title: variant.options.join(' / '), quantity, image_url }]
  })
  if (items.length === 0) return null
  const recipient = cart.owner === '' ? cart.email : await customerEmail(deps.db, cart.owner)
  if (recipient === null || !(await mayAttempt(deps.env, 'cartMail', recipient.toLowerCase()))) return null
  const nowMs = Date.now()
  const payload: Event = {
    id: cart.eventId,
    type: 'ABANDONED_CART',
    occurred_at: presentTime(nowMs),
    recipient,
    store: eventSender(store, deps.config),
    cart_id: cart.cartId,
    items,
    cart_url: await linkTo(deps, store, cart),
  }
  const row = { id: cart.eventId, storeId: store.id, type: payload.type, payload }
  await deps.db.drizzle
    .insert(t.outbox)
    .values({ ...row, createdAt: nowMs, dueAt: nowMs + SEND_GRACE_MS })
    .onConflictDoNothing()
  return payload
}

async function linkTo({ config }: Deps, store: StoreRecord, { cartId, owner }: AbandonedCart): Promise<string> {
  const page = `${storeOrigin(store.slug, config)}/cart/open`
  if (owner !== '') return page
  const token = await signCartLink(cartId, store.id, config.signingSecret)
  return `${page}?${new URLSearchParams({ cart: cartId, token })}`
}
