/** How a demo store sells: each thing is found by its name and brought to what the file says, or made. */

const PRICES_AT_ONCE = 500

export async function seedSelling(api, storeId, { selling, products }) {
  const at = (path) => `/stores/${storeId}${path}`
  await api.send('PUT', at('/shipping-zones'), { zones: selling.shipping_zones })
  await api.send('PUT', at('/tax-rates'), { rates: selling.tax_rates })
  for (const { id, ...location } of selling.locations) await api.send('PATCH', at(`/locations/${id}`), location)
  const groups = await byName(api, at('/customer-groups'), selling.customer_groups)
  await seedPromotions(api, at, selling.promotions)
  await seedPriceLists(api, at, { lists: selling.price_lists, groups, products })
}

/** Brings a list to these entries; returns the ids by name. Those of other names stay. */
async function byName(api, path, wanted) {
  const { items } = await api.call(`${path}?per_page=100`)
  const known = new Map(items.map((item) => [item.title ?? item.name, item.id]))
  for (const entry of wanted) {
    const name = entry.title ?? entry.name
    const id = known.get(name)
    const { id: saved } = id ? await api.send('PUT', `${path}/${id}`, entry) : await api.send('POST', path, entry)
    known.set(name, saved)
  }
  return known
}

async function seedPromotions(api, at, promotions) {
  const categories = idsOf((await api.call(at('/categories'))).items)
  await byName(
    api,
    at('/promotions'),
    promotions.map(({ categories: slugs = [], ...promotion }) => ({
      ...promotion,
      category_ids: slugs.map((slug) => categories.get(slug)),
    })),
  )
}

/** The ids of a tree of categories, by slug. */
const idsOf = (categories) => new Map(categories.flatMap(({ slug, id, children }) => [[slug, id], ...idsOf(children)]))

async function seedPriceLists(api, at, { lists, groups, products }) {
  if (lists.length === 0) return
  const ids = await byName(
    api,
    at('/price-lists'),
    lists.map(({ customer_group: group, prices: _, ...list }) => ({
      ...list,
      customer_group_id: group ? groups.get(group) : null,
    })),
  )
  const variants = await variantIds(api, at, products)
  for (const { name, prices } of lists) {
    const all = Object.entries(prices).map(([sku, price]) => ({ variant_id: variants.get(sku), price_minor: price }))
    for (let from = 0; from < all.length; from += PRICES_AT_ONCE) {
      const some = all.slice(from, from + PRICES_AT_ONCE)
      await api.send('PUT', at(`/price-lists/${ids.get(name)}/prices`), { prices: some })
    }
  }
}

async function variantIds(api, at, products) {
  const found = new Map()
  for (const { slug } of products) {
    const { variants } = await api.call(at(`/products/${slug}`))
    for (const { sku, id } of variants) found.set(sku, id)
  }
  return found
}
