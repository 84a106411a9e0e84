/**
 * Proof that a cart is yours: a JWT (RFC 7519, HS256) that names the cart and its store. It has no time of its own: every
 * change renews the cart's 30 days, and the cart's object knows when they are over.
 */
import { jwtVerify, SignJWT } from 'jose'

const TYPE = 'cart+jwt'
const keyOf = (secret: string) => new TextEncoder().encode(secret)

export const signCartToken = (cartId: string, storeId: string, secret: string): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setSubject(cartId)
    .setAudience(storeId)
    .setIssuedAt()
    .sign(keyOf(secret))

/** Whether the token was made by us, for this cart of this store, and is still good. */
export async function isCartToken(token: string, cartId: string, storeId: string, secret: string): Promise<boolean> {
  try {
    await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'], typ: TYPE, audience: storeId, subject: cartId })
    return true
  } catch {
    return false
  }
}
