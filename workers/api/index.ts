/** The API Worker: requests, the import queue, the sweep, and the Durable Objects that it hosts. */
import type { ImportMessage } from '#contract/imports.ts'
import type { CheckoutDraft, CheckoutEvent, CheckoutState, Effect } from '#domain/checkout.ts'
import { performEffect } from '#domain/checkout-effects.ts'
import { CartObject } from '#durable-objects/cart.ts'
import { SkuStockObject, type StockLevel } from '#durable-objects/sku-stock.ts'
import { ThrottleObject } from '#durable-objects/throttle.ts'
import { app } from './app.ts'
import { configOf } from './config.ts'
import { platformDb } from './db/store-db.ts'
import { depsOf, keyRing } from './deps.ts'
import type { Env } from './env.ts'
import { sweepErasures } from './services/account/sweep-erasures.ts'
import { sealAuditLog } from './services/audit/seal.ts'
import { checkoutWorld } from './services/checkout-world.ts'
import { sweepSessions } from './services/identity/sessions.ts'
import { rotateSigningKeys } from './services/identity/signing-keys.ts'
import { continueImport } from './services/import/continue-import.ts'
import { resumeStalledImports } from './services/import/start-import.ts'
import { sendEvents, sweepOutbox } from './services/outbox.ts'
import { projectStock } from './services/project-stock.ts'
import { findStoreById } from './services/resolve-store.ts'
import { sweepIdempotencyKeys } from './services/sweep-keys.ts'

/** A cart whose checkout reaches the world through the API's services. */
export class Cart extends CartObject<Env> {
  protected override async perform(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
    const store = await findStoreById(platformDb(this.env), draft.storeId)
    if (!store) throw new Error(`Store ${draft.storeId} does not exist`)
    const world = checkoutWorld(depsOf(this.env, store), store)
    const event = await performEffect(world, effect, draft, state)
    if (event.type === 'placed') this.ctx.waitUntil(sendEvents(this.env, Object.values(draft.eventIds)))
    return event
  }

  /** Tests name a point with HALT_AT: here the checkout stops, as if the machine had died, until it really does. */
  protected override async reach(point: string): Promise<void> {
    if (configOf(this.env).haltAt !== point) return
    console.log(JSON.stringify({ event: 'halted', point }))
    for (;;) await scheduler.wait(60_000)
  }
}

/** Counts tries; nothing of the world is needed for that. */
export class Throttle extends ThrottleObject<Env> {}

/** A SKU whose level is copied to D1. */
export class SkuStock extends SkuStockObject<Env> {
  protected override project(level: StockLevel): Promise<void> {
    return projectStock(this.env, level)
  }
}

/** Keys in their turn, what has run out, and entries whose request died before they were sealed. */
async function sweepIdentity(env: Env, nowMs: number): Promise<void> {
  const ring = keyRing(env)
  await Promise.all([rotateSigningKeys(ring, nowMs), sweepSessions(ring.db, nowMs), sealAuditLog(env)])
}

const describeError = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

export default {
  fetch: app.fetch,
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
      sweepIdempotencyKeys(env, nowMs),
      sweepIdentity(env, nowMs),
      sweepErasures(env, nowMs),
    ])
  },
} satisfies ExportedHandler<Env, ImportMessage>
