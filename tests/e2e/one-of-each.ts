/** A store in which every page of the dashboard has something to show. */
import type { Product } from '#contract/catalogue.ts'
import { call, makeShop, merchantAt, merchantPost, storeCalled } from './api.ts'

export async function makeOneOfEach(origin: string, slug: string): Promise<{ storeId: string; importId: string }> {
  const { storeId, importId } = await makeShop(origin, slug, 5)
  const at = (route: string) => `/stores/${storeId}/${route}`
  const make = <T = unknown>(route: string, json: unknown) => merchantPost<T>(origin, at(route), json)
  const put = (route: string, json: unknown) => merchantPost(origin, at(route), json, 'PUT')

  const { data: product } = await call<Product>(origin, at('products/lamp'))
  const group = await make<{ id: string }>('customer-groups', { name: 'Trade' })
  const list = await make<{ id: string }>('price-lists', { name: 'Trade prices', currency: 'USD' })
  await put(`price-lists/${list.id}/prices`, { prices: [{ variant_id: product.variants[0]?.id, price_minor: 800 }] })
  await make('promotions', {
    title: 'Ten off',
    code: 'TENOFF',
    effect: { kind: 'percentage', share_bps: 1000, on: 'goods' },
    customer_group_ids: [group.id],
    product_ids: [product.id],
  })
  await make('gift-cards', { amount_minor: 4000, note: 'Thank you' })
  await make('locations', { name: 'Pier shop' })
  await put('tax-rates', { rates: [{ name: 'Sales tax', country: 'US', region: '', category: '', rate_ppm: 100_000 }] })
  await put('settings', { ...storeCalled(slug).settings, allowed_origins: ['https://blog.example'] })
  await make('domains', { host: `www.${slug}.example` })
  await make('api-keys', { name: 'Till', type: 'publishable' })
  const { tenantId } = await merchantAt(origin)
  await merchantPost(origin, `/tenants/${tenantId}/invitations`, { email: `sam@${slug}.example`, role: 'staff' })
  return { storeId, importId }
}
