/**
 * A code is entered: a promotion's or a gift card's, people do not tell them apart. One that does nothing for the cart at
 * this moment is refused and not kept. Guesses are counted by address; only those that find nothing count.
 */
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import type { CartCode } from '#domain/cart.ts'
import { promotionCodesFor } from '#domain/promotion-code.ts'
import type { CartSnapshot } from '#durable-objects/cart-answers.ts'
import { consumeAttempt } from '../access/throttle.ts'
import * as t from '../db/tables/index.ts'
import { codeHash, normaliseCode } from '../gift-cards/gift-card-code.ts'
import { ApiProblem } from '../http/problem.ts'
import { promotionsByCodes } from '../promotions/priced-promotions.ts'
import { accepted, begunCart, type CartCall, type Changed, cartObject, changed, changeKey } from './cart-call.ts'
import { currencyOf } from './cart-facts.ts'
import { giftCardProblem, priceSnapshot } from './price-cart.ts'

export async function enterCode(
  call: CartCall,
  { text, address }: { text: string; address: string },
  key: string | null,
): Promise<Changed> {
  const object = cartObject(call.deps, call.cartId)
  const change = await changeKey(key, { code: text })
  const seen = accepted(await object.view(call.owner, change, begunCart(call)))
  if (seen.outcome === 'replayed') return { snapshot: seen.cart, replayed: true }
  const attempt = await consumeAttempt(call.deps.env, 'codeAddress', address)
  const code = (await promotionCode(call, text)) ?? (await giftCardCode(call, seen.cart, text))
  if (!code) throw refusal('code_not_found')
  await attempt.giveBack()
  if (code.kind === 'promotion') await checkPromotion(call, seen.cart, code)
  return changed(await object.change({ type: 'enter_code', code }, call.owner, change, begunCart(call)))
}

async function promotionCode({ deps }: CartCall, text: string): Promise<CartCode | null> {
  const codes = promotionCodesFor(text)
  const found = (await promotionsByCodes(deps.db, codes)).filter(({ isActive }) => isActive)
  const value = codes.find((code) => found.some((promotion) => promotion.code === code))
  return value === undefined ? null : { id: uuidv7(), kind: 'promotion', value, lastFour: '' }
}

/** Refuses a code that takes nothing off the cart as it is now. */
async function checkPromotion(call: CartCall, cart: CartSnapshot, code: CartCode): Promise<void> {
  const others = cart.codes.filter(({ kind, value }) => kind !== code.kind || value !== code.value)
  const { quote } = await priceSnapshot(call, { ...cart, codes: [...others, code] })
  const refused = quote.refusedCodes.find((one) => one.code === code.value)
  if (refused) throw refusal(refused.reason)
}

async function giftCardCode({ deps, store }: CartCall, cart: CartSnapshot, text: string): Promise<CartCode | null> {
  if (normaliseCode(text) === '') return null
  const hash = await codeHash(store.id, text)
  const isIt = deps.db.owned(t.giftCards, eq(t.giftCards.codeHash, hash))
  const card = await deps.db.drizzle.select().from(t.giftCards).where(isIt).get()
  if (!card) return null
  const problem = giftCardProblem(card, { currency: currencyOf(store, cart), nowMs: Date.now() })
  if (problem) throw refusal(problem)
  return { id: uuidv7(), kind: 'gift_card', value: card.id, lastFour: card.lastFour }
}

const refusal = (reason: ErrorCode) => new ApiProblem(reason, [{ path: 'code', message: ERRORS[reason][1] }])
