/** The API Worker: requests, the import queue, the sweep, and the Durable Objects that it hosts. */
import type { Event } from '#contract/events.ts'
import type { ImportMessage } from '#contract/import.ts'
import type { CheckoutDraft, CheckoutEvent, CheckoutState, CrashPoint, Effect } from '#domain/checkout.ts'
import { type CheckoutPorts, performEffect } from '#domain/checkout-effects.ts'
import type { Repetition } from '#domain/repetitions.ts'
import type { LimitName } from '#domain/throttle.ts'
import { CartObject } from '#durable-objects/cart.ts'
import type { AbandonedCart } from '#durable-objects/cart-answers.ts'
import { type GiftCardBalance, GiftCardObject } from '#durable-objects/gift-card.ts'
import { PromotionUsesObject, type UseCount } from '#durable-objects/promotion-uses.ts'
import { SkuStockObject } from '#durable-objects/sku-stock.ts'
import type { ShardName, StockLevel } from '#durable-objects/sku-stock-level.ts'
import type { ShownStock } from '#durable-objects/sku-stock-live.ts'
import type { OpeningBalance } from '#durable-objects/sku-stock-opening.ts'
import { TestBankObject } from '#durable-objects/test-bank.ts'
import { ThrottleObject } from '#durable-objects/throttle.ts'
import { sweepSessions } from './access/sessions.ts'
import { keyRing, rotateSigningKeys } from './access/signing-keys.ts'
import { app } from './app.ts'
import { writeRepetition } from './audit/bounded.ts'
import { chainAuditLog } from './audit/chain.ts'
import { withCachedReads } from './cache/cached-reads.ts'
import { writeAbandonedCart } from './carts/abandoned-cart.ts'
import { checkoutWorld } from './checkout/checkout-ports.ts'
import { configOf } from './config/config.ts'
import type { Env } from './config/env.ts'
import { sweepErasures } from './customers/sweep-erasures.ts'
import { optimiseDaily } from './db/optimise.ts'
import { platformDb } from './db/store-db.ts'
import { depsOf } from './deps/deps.ts'
import { sendEvents, sweepOutbox } from './events/outbox.ts'
import { projectGiftCard } from './gift-cards/project-balance.ts'
import { sendDueGiftCards } from './gift-cards/send-due.ts'
import { sweepIdempotencyKeys } from './idempotency/sweep-keys.ts'
import { continueImport } from './imports/continue-import.ts'
import { resumeStalledImports } from './imports/start-import.ts'
import { forgetTriedFiles } from './imports/tried-file.ts'
import { projectStock } from './inventory/project-stock.ts'
import { claimOpeningBalance } from './inventory/stock-rows.ts'
import { projectUses } from './promotions/project-uses.ts'
import { sweepStaleSearch } from './search/sweep-stale.ts'
import { cachedStore, cachedVersion } from './stores/cached-store.ts'
import { findStoreById } from './stores/resolve-store.ts'
import { findStoreDb } from './stores/store-db-of.ts'

/** A cart whose checkout reaches the world through the API's services. */
export class Cart extends CartObject<Env> {
  /** Of the checkout that was last driven: its store is looked up once, not for every effect. */
  #acting: { checkoutId: string; world: CheckoutPorts } | null = null
  #written: Event[] = []

  protected override async perform(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
    const { checkoutId } = draft
    if (this.#acting?.checkoutId !== checkoutId) this.#acting = { checkoutId, world: await this.#worldOf(draft) }
    const event = await performEffect(this.#acting.world, effect, draft, state)
    if (event.type === 'placed') this.ctx.waitUntil(sendEvents(this.env, this.#written))
    return event
  }

  protected override async emitAbandonedCart(cart: AbandonedCart): Promise<void> {
    const store = await findStoreById(platformDb(this.env), cart.storeId)
    if (!store) throw new Error(`Store ${cart.storeId} does not exist`)
    const event = await writeAbandonedCart(depsOf(this.env, store), store, cart)
    if (event) this.ctx.waitUntil(sendEvents(this.env, [event]))
  }

  async #worldOf({ storeId }: CheckoutDraft): Promise<CheckoutPorts> {
    const store = await cachedStore(this.env, configOf(this.env), storeId) // what it is called, and where its pages are
    if (!store) throw new Error(`Store ${storeId} does not exist`)
    return checkoutWorld(depsOf(this.env, store), store, {
      reach: (point) => this.reach(point),
      written: (events) => {
        this.#written = events
      },
    })
  }

  /** Tests name a point with HALT_AT: here the checkout stops, as if the machine had died, until it really does. */
  protected override async reach(point: CrashPoint): Promise<void> {
    if (configOf(this.env).haltAt !== point) return
    console.log(JSON.stringify({ event: 'halted', point }))
    for (;;) await scheduler.wait(60_000)
  }
}

/** A gift card whose balance is copied to D1. */
export class GiftCard extends GiftCardObject<Env> {
  protected override project(balance: GiftCardBalance): Promise<void> {
    return projectGiftCard(this.env, balance)
  }
}

/** The uses of a promotion, whose count is copied to D1. */
export class PromotionUses extends PromotionUsesObject<Env> {
  protected override project(count: UseCount): Promise<void> {
    return projectUses(this.env, count)
  }
}

/** Stands in for a payment company. */
export class TestBank extends TestBankObject<Env> {}

/** Counts tries; what it has only counted of the audit log is told there. */
export class Throttle extends ThrottleObject<Env> {
  protected override tell(limit: LimitName, repetition: Repetition): Promise<void> {
    return writeRepetition(this.env, limit, repetition)
  }
}

/** A SKU whose level is copied to D1. */
export class SkuStock extends SkuStockObject<Env> {
  protected override project(level: StockLevel): Promise<ShownStock> {
    return projectStock(this.env, level)
  }
  protected override async claimOpeningBalance({ storeId, variantId }: ShardName): Promise<OpeningBalance | null> {
    const db = await findStoreDb(this.env, storeId)
    return db && claimOpeningBalance(db, variantId)
  }
  protected override objectOf(name: string): DurableObjectStub<SkuStockObject> {
    return this.env.SKU_STOCK.getByName(name)
  }
}

/** Keys in their turn, what has run out, and entries whose request died before they were sealed. */
async function sweepIdentity(env: Env, nowMs: number): Promise<void> {
  const ring = keyRing(env)
  await Promise.all([rotateSigningKeys(ring, nowMs), sweepSessions(ring.db, nowMs), chainAuditLog(env)])
}

const describeError = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

export default {
  fetch: withCachedReads(app.fetch, cachedVersion),
  async queue(batch, env) {
    for (const message of batch.messages) {
      try {
        await continueImport(env, message.body)
        message.ack()
      } catch (error) {
        console.error(JSON.stringify({ event: 'import_failed', ...message.body, error: describeError(error) }))
        message.retry({ delaySeconds: message.attempts })
      }
    }
  },
  async scheduled(controller, env) {
    const nowMs = controller.scheduledTime
    await Promise.all([
      sweepOutbox(env, nowMs),
      resumeStalledImports(env, nowMs),
      forgetTriedFiles(env, nowMs),
      sweepIdempotencyKeys(env, nowMs),
      sweepIdentity(env, nowMs),
      sweepErasures(env, nowMs),
      sendDueGiftCards(env, nowMs),
      sweepStaleSearch(env),
      optimiseDaily(env, nowMs),
    ])
  },
} satisfies ExportedHandler<Env, ImportMessage>
