/** The shop that a chaos run buys out: three SKUs (one of them spread over shards), a limited promotion, one gift card. */

import type { Product } from '#contract/catalogue.ts'
import type { GiftCard } from '#contract/gift-card.ts'
import type { StockAudit } from '#contract/inventory.ts'
import { call, importFile, makeStore, merchantAt, merchantPost } from '../tests/e2e/api.ts'
import type { Limits, Shelf } from './check.ts'

const PROMOTION_USES = 7
const GIFT_CARD_MINOR = 10_000

export interface Shop {
  storeId: string
  variantIds: string[]
  promotion: { id: string; code: string }
  giftCard: { id: string; code: string }
}

export async function openShop(origin: string, slug: string, stock: number): Promise<Shop> {
  const { id: storeId } = await makeStore(origin, slug)
  const rows = ['a', 'b', 'c'].map((name) => `${name},${name},${name.toUpperCase()},10.00,${stock},true`)
  await importFile(
    origin,
    storeId,
    `Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Published\n${rows.join('\n')}\n`,
  )
  const variantIds: string[] = []
  for (const name of ['a', 'b', 'c']) {
    const { data } = await call<Product>(origin, `/stores/${storeId}/products/${name}`)
    variantIds.push(data.variants[0]?.id ?? '')
  }
  const post = <T>(route: string, json: unknown, method = 'POST') =>
    merchantPost<T>(origin, `/stores/${storeId}${route}`, json, method)
  await post(`/inventory/${variantIds[2]}/settings`, { shards: 4 }, 'PUT')
  const promotion = await post<{ id: string }>('/promotions', {
    title: 'First ones',
    code: 'FIRST',
    usage_limit: PROMOTION_USES,
    per_customer_limit: 1,
    effect: { kind: 'fixed', amount_minor: 100, on: 'order' },
  })
  const giftCard = await post<GiftCard & { code: string }>('/gift-cards', { amount_minor: GIFT_CARD_MINOR })
  return {
    storeId,
    variantIds,
    promotion: { id: promotion.id, code: 'FIRST' },
    giftCard: { id: giftCard.id, code: giftCard.code },
  }
}

export async function shelvesOf(origin: string, { storeId, variantIds }: Shop, stock: number): Promise<Shelf[]> {
  const { headers } = await merchantAt(origin)
  return Promise.all(
    variantIds.map(async (variantId) => {
      const route = `/stores/${storeId}/inventory/${variantId}/audit`
      const { data } = await call<StockAudit>(origin, route, { headers })
      return { variantId, received: stock, audit: data }
    }),
  )
}

export async function limitsOf(origin: string, { storeId, promotion, giftCard }: Shop): Promise<Limits> {
  const { headers } = await merchantAt(origin)
  const route = `/stores/${storeId}/gift-cards/${giftCard.id}`
  const { data } = await call<GiftCard & { consistent: boolean }>(origin, route, { headers })
  return {
    promotion: { id: promotion.id, uses: PROMOTION_USES },
    giftCard: {
      id: giftCard.id,
      initialMinor: GIFT_CARD_MINOR,
      consistent: data.consistent,
      ledgerBalanceMinor: data.balance.amount_minor,
    },
  }
}
