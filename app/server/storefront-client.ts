/** What a storefront asks of its store, one line per call; paths and shapes are the contract's. */
import * as z from 'zod'
import { CART_TOKEN_HEADER, Cart, CartContents, type CartQuery, NewCart } from '#contract/cart.ts'
import { Category, CategoryDetail, CategoryPage, Product, ProductSummary } from '#contract/catalogue.ts'
import { Checkout, type StartCheckout } from '#contract/checkout.ts'
import { listOf } from '#contract/envelope.ts'
import type { StockSubscription } from '#contract/inventory.ts'
import { Order } from '#contract/order.ts'
import { Policy } from '#contract/policy.ts'
import { createAccountCalls } from './account-calls.ts'
import type { Api } from './api.ts'

const ProductList = listOf(ProductSummary).extend({ corrected_q: z.string().nullable().default(null) })
export type ProductList = z.infer<typeof ProductList>
const CategoryTree = z.object({ items: z.array(Category) })

/** A cart and the secret that opens it, as the shopper's cookie holds them. */
export interface CartRef {
  cartId: string
  token: string
}

export interface Added {
  variantId: string
  quantity: number
}

export type StorefrontClient = ReturnType<typeof createStorefrontClient>

export function createStorefrontClient(api: Api, storeId: string) {
  const base = `/stores/${storeId}`
  const cartPath = (ref: CartRef) => `${base}/carts/${encodeURIComponent(ref.cartId)}`
  const proof = (ref: CartRef) => ({ [CART_TOKEN_HEADER]: ref.token })
  const linePath = (ref: CartRef, lineId: string) => `${cartPath(ref)}/lines/${encodeURIComponent(lineId)}`

  return {
    products: (query: URLSearchParams) => api.get(`${base}/products?${query}`, ProductList),
    /** With prices in that currency; in the store's own when none is named. */
    product: (slug: string, currency?: string) =>
      api.get(`${base}/products/${encodeURIComponent(slug)}${queryOf({ currency })}`, Product),
    /** The whole tree, for what has to name every category; pages read `categoryPage`. */
    categories: (): Promise<Category[]> => api.get(`${base}/categories`, CategoryTree).then(({ items }) => items),
    categoryPage: (query: URLSearchParams) => api.get(`${base}/category-index?${query}`, CategoryPage),
    category: (slug: string) => api.get(`${base}/categories/${encodeURIComponent(slug)}`, CategoryDetail),

    policy: (kind: string) => api.get(`${base}/policies/${encodeURIComponent(kind)}`, Policy),

    /** To be told by mail, once, when it is there again. */
    tellWhenBack: (body: z.infer<typeof StockSubscription>) =>
      api.send('POST', `${base}/stock-subscriptions`, z.unknown(), { body }),

    /** The key makes the same press of a button, sent twice, one cart. */
    newCart: (currency?: string, key?: string) =>
      api.send('POST', `${base}/carts`, NewCart, {
        headers: key ? { 'idempotency-key': key } : {},
        body: currency ? { currency } : {},
      }),
    cart: (ref: CartRef, view: CartQuery = {}) => api.get(`${cartPath(ref)}${queryOf(view)}`, Cart, proof(ref)),
    /** What is in the cart that the link of a reminder names. */
    cartContents: ({ cartId, token }: CartRef) =>
      api.get(`${base}/carts/${encodeURIComponent(cartId)}/contents${queryOf({ token })}`, CartContents),
    /** The key makes the same press of the button, sent twice, one addition. */
    addLine: (ref: CartRef, added: Added, key: string | null) =>
      api.send('POST', `${cartPath(ref)}/lines`, Cart, {
        headers: { ...proof(ref), ...(key ? { 'idempotency-key': key } : {}) },
        body: { variant_id: added.variantId, quantity: added.quantity },
      }),
    changeLine: (ref: CartRef, lineId: string, quantity: number) =>
      api.send('PATCH', linePath(ref, lineId), Cart, { headers: proof(ref), body: { quantity } }),
    removeLine: (ref: CartRef, lineId: string) =>
      api.send('DELETE', linePath(ref, lineId), Cart, { headers: proof(ref) }),

    enterCode: (ref: CartRef, code: string) =>
      api.send('POST', `${cartPath(ref)}/codes`, Cart, { headers: proof(ref), body: { code } }),
    removeCode: (ref: CartRef, codeId: string) =>
      api.send('DELETE', `${cartPath(ref)}/codes/${encodeURIComponent(codeId)}`, Cart, { headers: proof(ref) }),
    /** Where a reminder goes if the cart is left. */
    contactCart: (ref: CartRef, email: string) =>
      api.send('PATCH', cartPath(ref), Cart, { headers: proof(ref), body: { email } }),

    /** The key makes a second click the same checkout: one order, however often it arrives. */
    startCheckout: (ref: CartRef, body: StartCheckout, key: string) =>
      api.send('POST', `${cartPath(ref)}/checkout`, Checkout, {
        headers: { ...proof(ref), 'idempotency-key': key },
        body,
      }),
    checkout: (ref: CartRef) => api.get(`${cartPath(ref)}/checkout`, Checkout, proof(ref)),

    order: (number: number, token: string) =>
      api.get(`${base}/orders/${number}?token=${encodeURIComponent(token)}`, Order),

    account: createAccountCalls(api, base),
  }
}

function queryOf(fields: Record<string, string | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value) query.set(name, value)
  return query.size > 0 ? `?${query}` : ''
}
