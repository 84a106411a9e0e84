/** Products with stock, gift cards with money: what a test about carts begins with. */
import { v7 as uuidv7 } from 'uuid'
import { configOf } from '#api/config/config.ts'
import type { StoreDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { codeHash, giftCardCode, lastFourOf } from '#api/gift-cards/gift-card-code.ts'
import { env, makeProduct } from './fixtures.ts'

/** A product of one variant with so many pieces, its level copied to D1 as well. */
export async function makeStocked(
  db: StoreDb,
  onHand = 10,
  options: Parameters<typeof makeProduct>[1] & { locationId?: string } = {},
) {
  const { locationId = 'default', ...product } = options
  const made = await makeProduct(db, product)
  const variantId = made.variants[0]?.id ?? ''
  const stock = env.SKU_STOCK.getByName(`${db.storeId}:${variantId}`)
  await stock.setOnHand({ movementId: 'count', onHand, reason: 'opening', actor: 'test', locationId })
  await stock.republish()
  return { variantId, productId: made.id, stock }
}

/** A card whose object and row agree; returns its code. */
export async function makeGiftCard(
  db: StoreDb,
  { amountMinor = 1000, ...more }: Partial<typeof t.giftCards.$inferInsert> & { amountMinor?: number } = {},
) {
  const id = uuidv7()
  const code = await giftCardCode(db.storeId, id, configOf(env))
  const { currency = 'USD', expiresAt = null } = more
  const object = env.GIFT_CARD.getByName(`${db.storeId}:${id}`)
  await object.issue({ id: 'issued', amountMinor, currency, expiresAtMs: expiresAt, reason: 'test', actor: 'test' })
  await db.drizzle.insert(t.giftCards).values({
    id,
    storeId: db.storeId,
    codeHash: await codeHash(db.storeId, code),
    lastFour: lastFourOf(code),
    currency,
    initialMinor: amountMinor,
    balanceMinor: amountMinor,
    sequence: 1,
    disabled: false,
    note: '',
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...more,
  })
  return { id, code, object }
}
