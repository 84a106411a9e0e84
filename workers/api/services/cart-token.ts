/**
 * Proof that a cart is yours: a JWT (RFC 7519, HS256) that names the cart, its store, its owner and its currency. It has no
 * time of its own: every change renews the cart's 30 days, and the cart's object knows when they are over.
 */
import { jwtVerify, SignJWT } from 'jose'

const TYPE = 'cart+jwt'
const keyOf = (secret: string) => new TextEncoder().encode(secret)

export interface CartBearer {
  /** The customer whose cart it is; empty for a guest's. The cart's object compares. */
  owner: string
  /** Empty in tokens from before there was a choice: the store's own. */
  currency: string
}

export const signCartToken = (
  cartId: string,
  storeId: string,
  { owner, currency }: CartBearer,
  secret: string,
): Promise<string> =>
  new SignJWT({ own: owner, cur: currency })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setSubject(cartId)
    .setAudience(storeId)
    .setIssuedAt()
    .sign(keyOf(secret))

/** What the token says, if it was made by us for this cart of this store; null otherwise. */
export async function readCartToken(
  token: string,
  cartId: string,
  storeId: string,
  secret: string,
): Promise<CartBearer | null> {
  try {
    const options = { algorithms: ['HS256'], typ: TYPE, audience: storeId, subject: cartId }
    const { payload } = await jwtVerify<{ own?: string; cur?: string }>(token, keyOf(secret), options)
    return { owner: payload.own ?? '', currency: payload.cur ?? '' }
  } catch {
    return null
  }
}
