/** What a storefront asks of its store, one line per call; paths and shapes are the contract's. */
import * as z from 'zod'
import { CART_TOKEN_HEADER, Cart, NewCart } from '#contract/cart.ts'
import { Category, Product, ProductSummary } from '#contract/catalogue.ts'
import { Checkout, type StartCheckout } from '#contract/checkout.ts'
import { listOf } from '#contract/envelope.ts'
import { Order } from '#contract/order.ts'
import { createAccountCalls } from './account-calls.ts'
import type { Api } from './api.ts'

const ProductList = listOf(ProductSummary)
export type ProductList = z.infer<typeof ProductList>
const CategoryTree = z.object({ items: z.array(Category) })

/** A cart and the secret that opens it, as the shopper's cookie holds them. */
export interface CartRef {
  cartId: string
  token: string
}

export type Shop = ReturnType<typeof createShop>

export function createShop(api: Api, storeId: string) {
  const base = `/stores/${storeId}`
  const cartPath = (ref: CartRef) => `${base}/carts/${encodeURIComponent(ref.cartId)}`
  const proof = (ref: CartRef) => ({ [CART_TOKEN_HEADER]: ref.token })
  const linePath = (ref: CartRef, lineId: string) => `${cartPath(ref)}/lines/${encodeURIComponent(lineId)}`

  let categories: Promise<Category[]> | undefined

  return {
    products: (query: URLSearchParams) => api.get(`${base}/products?${query}`, ProductList),
    product: (slug: string) => api.get(`${base}/products/${encodeURIComponent(slug)}`, Product),
    /** Asked for by the frame and by category pages: one call for both. */
    categories: (): Promise<Category[]> => {
      categories ??= api.get(`${base}/categories`, CategoryTree).then((tree) => tree.items)
      return categories
    },

    newCart: () => api.send('POST', `${base}/carts`, NewCart, { body: {} }),
    cart: (ref: CartRef, shippingRateId?: string) =>
      api.get(`${cartPath(ref)}${shippingRateId ? `?${rateQuery(shippingRateId)}` : ''}`, Cart, proof(ref)),
    addLine: (ref: CartRef, variantId: string, quantity: number) =>
      api.send('POST', `${cartPath(ref)}/lines`, Cart, {
        headers: proof(ref),
        body: { variant_id: variantId, quantity },
      }),
    changeLine: (ref: CartRef, lineId: string, quantity: number) =>
      api.send('PATCH', linePath(ref, lineId), Cart, { headers: proof(ref), body: { quantity } }),
    removeLine: (ref: CartRef, lineId: string) =>
      api.send('DELETE', linePath(ref, lineId), Cart, { headers: proof(ref) }),

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

const rateQuery = (shippingRateId: string) => new URLSearchParams({ shipping_rate_id: shippingRateId })
