/** Which cart a request is about, and whose it says that it is. */

import type { Context } from 'hono'
import type { ErrorCode } from '#contract/errors.ts'
import type { BegunCart, CartResult, CartSnapshot, ChangeKey } from '#durable-objects/cart-answers.ts'
import { type Deps, depsOf } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import type { AppEnv } from '../http/router.ts'
import { sha256 } from '../lib/secrets.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export interface CartCall {
  deps: Deps
  store: StoreRecord
  cartId: string
  /** The customer that the cart's token names; empty for a guest's. */
  owner: string
  /** The cart's, as its token says; empty: the store's own. */
  currency: string
  /** When the token began a cart that may not have been written yet. */
  begunAtMs?: number | undefined
}

/** What a route of a cart is about. `allow('cart')` has seen to its token. */
export function cartCallOf(c: Context<AppEnv>, cartId: string): CartCall {
  const store = c.get('store')
  return { deps: depsOf(c.env, store), store, cartId, ...c.get('cart') }
}

/** The cart that the token began, for its object, which may not know of it yet. */
export const begunCart = ({ store, cartId, owner, currency, begunAtMs }: Omit<CartCall, 'deps'>): BegunCart | null =>
  begunAtMs === undefined || owner !== '' ? null : { storeId: store.id, cartId, currency, begunAtMs }

export const cartObject = (deps: Pick<Deps, 'env' | 'db'>, cartId: string) =>
  deps.env.CART.getByName(`${deps.db.storeId}:${cartId}`)

/** The client's Idempotency-Key with what it is for: the object remembers both with the change itself. */
export const changeKey = async (key: string | null, asked: object): Promise<ChangeKey | null> =>
  key === null ? null : { key, requestHash: await sha256(JSON.stringify(asked)) }

type Answer<T> = T | { outcome: 'refused'; reason: ErrorCode }

/** The object's answer, its refusals thrown as problems. */
export function accepted<T extends { outcome: string }>(answer: Answer<T>): Exclude<T, { outcome: 'refused' }> {
  if ('reason' in answer) throw new ApiProblem(answer.reason)
  return answer as Exclude<T, { outcome: 'refused' }>
}

export interface Changed {
  snapshot: CartSnapshot
  replayed: boolean
}

/** A change that was made; the refusals that belong to a field name it. */
export function changed(result: CartResult): Changed {
  if (result.outcome !== 'refused') return { snapshot: result.cart, replayed: result.outcome === 'replayed' }
  if (result.reason === 'insufficient_stock') throw tooFew('quantity', result.available)
  if (result.reason === 'too_many_requests') throw tooManyAttempts()
  if (result.reason === 'limit_reached') {
    throw new ApiProblem('limit_reached', [{ path: 'code', message: 'The cart cannot hold more codes.' }])
  }
  throw new ApiProblem(result.reason)
}

/** The cart has been changed, or tried to be paid for, more often than anybody needs. */
export const tooManyAttempts = () => new ApiProblem('too_many_requests', undefined, { 'retry-after': '3600' })

export const tooFew = (path: string, available: number) =>
  new ApiProblem('insufficient_stock', [{ path, message: leftMessage(available), available }])

export const leftMessage = (available: number) => (available === 0 ? 'This is sold out.' : `Only ${available} left.`)
