/**
 * Proof that a cart is yours: a JWT (RFC 7519, HS256) that names the cart, its store, its owner and its currency. It has no
 * time of its own: every change renews the cart's 30 days, and the cart's object knows when they are over. So a token that
 * names an owner is good only beside a live session of that customer (`access/allow.ts`); a guest's is good alone.
 */
import { jwtVerify, SignJWT } from 'jose'
import { BoundedMap } from '../cache/lru-cache.ts'
import { hmacKey } from '../lib/secrets.ts'

const TYPE = 'cart+jwt'
const LINK_TYPE = 'cart-link+jwt'
/** As long as a cart is kept that nobody touches. */
const LINK_LIFE = '30d'

/** What was found good in this isolate, by the token with all that it is compared with: it stays good for ever. */
const verified = new BoundedMap<CartBearer>(1024 * 1024)

export interface CartBearer {
  /** The customer whose cart it is; empty for a guest's. The cart's object compares. */
  owner: string
  /** Empty in tokens from before there was a choice: the store's own. */
  currency: string
  /** Of a guest's cart that was begun with this token; an object writes it when something is put into it. */
  begunAtMs?: number | undefined
}

declare module 'hono' {
  interface ContextVariableMap {
    /** What the cart's token says, on routes of a cart. */
    cart: CartBearer
  }
}

interface CartClaims {
  own?: string
  cur?: string
  beg?: number
}

export const signCartToken = async (
  cartId: string,
  storeId: string,
  { owner, currency, begunAtMs }: CartBearer,
  secret: string,
): Promise<string> =>
  new SignJWT({ own: owner, cur: currency, beg: begunAtMs })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setSubject(cartId)
    .setAudience(storeId)
    .setIssuedAt()
    .sign(await hmacKey(secret))

/** What the token says, if it was made by us for this cart of this store; null otherwise. */
export async function readCartToken(
  token: string,
  cartId: string,
  storeId: string,
  secret: string,
): Promise<CartBearer | null> {
  const name = `${secret} ${storeId} ${cartId} ${token}`
  const known = verified.get(name)
  if (known) return known
  try {
    const options = { algorithms: ['HS256'], typ: TYPE, audience: storeId, subject: cartId }
    const { payload } = await jwtVerify<CartClaims>(token, await hmacKey(secret), options)
    const bearer = { owner: payload.own ?? '', currency: payload.cur ?? '', begunAtMs: payload.beg }
    verified.set(name, bearer, 0)
    return bearer
  } catch {
    return null
  }
}

/**
 * The secret of a link in a mail, which perhaps does not reach the one whose cart it is: it tells what is in a guest's cart
 * and opens neither the cart nor what is bought with it.
 */
export const signCartLink = async (cartId: string, storeId: string, secret: string): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: LINK_TYPE })
    .setSubject(cartId)
    .setAudience(storeId)
    .setExpirationTime(LINK_LIFE)
    .sign(await hmacKey(secret))

export async function isCartLink(token: string, cartId: string, storeId: string, secret: string): Promise<boolean> {
  const options = {
    algorithms: ['HS256'],
    typ: LINK_TYPE,
    audience: storeId,
    subject: cartId,
    requiredClaims: ['exp'],
  }
  return jwtVerify(token, await hmacKey(secret), options).then(
    () => true,
    () => false,
  )
}
