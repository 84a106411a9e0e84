/**
 * `npm run seed`: fills the demo stores of a running platform over its API, as a merchant would: settings, a product
 * file through the importer, pictures through the upload, delivery, taxes, promotions and price lists. Doing it again
 * changes nothing.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './environment.mjs'
import { demoMerchant } from './merchant.mjs'
import { seedSelling } from './seed-selling.mjs'

const STORES = ['demo', 'kobe']
const UPLOADS_AT_ONCE = 4

export async function seed({ url = 'http://localhost:8788' } = {}) {
  const merchant = await demoMerchant(url)
  for (const slug of STORES) await seedStore(merchant, slug)
}

async function seedStore({ api, tenantId, stores }, slug) {
  const file = path.join(ROOT, 'demo', 'catalogue', `${slug}.json`)
  const text = readFileSync(file, 'utf8')
  const catalogue = JSON.parse(text)
  const { slug: _, currency, ...settings } = catalogue.store
  console.log(`Filling ${slug}: ${catalogue.products.length} products…`)
  const known = stores.find((store) => store.slug === slug)
  const store = known
    ? await api.send('PUT', `/stores/${known.id}/settings`, settings)
    : await api.send('POST', `/tenants/${tenantId}/stores`, { slug, currency, settings })
  const job = await api.call(`/stores/${store.id}/imports?format=tradewind`, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json' },
  })
  const done = await api.waitForImport(store.id, job)
  if (done.status !== 'completed' || done.skipped > 0) {
    throw new Error(`The catalogue of ${slug} did not go in: ${done.failure ?? `${done.skipped} rows were skipped`}`)
  }
  await uploadPictures(api, store.id, catalogue.products)
  await seedSelling(api, store.id, catalogue)
  for (const [kind, text] of Object.entries(catalogue.policies)) {
    await api.send('PUT', `/stores/${store.id}/policies/${kind}`, { text })
  }
}

/** Products that have pictures already keep them. */
async function uploadPictures(api, storeId, products) {
  const waiting = [...products]
  const work = async () => {
    for (let product = waiting.shift(); product; product = waiting.shift()) {
      const { id, images } = await api.call(`/stores/${storeId}/products/${product.slug}`)
      if (images.length > 0) continue
      for (const image of product.images) await uploadPicture(api, storeId, id, image)
    }
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, work))
}

async function uploadPicture(api, storeId, productId, image) {
  const bytes = readFileSync(path.join(ROOT, 'demo', image.file))
  const form = new FormData()
  form.set('file', new Blob([bytes], { type: 'image/webp' }), path.basename(image.file))
  form.set('alt', image.alt)
  if (image.options) form.set('option_values', JSON.stringify(image.options))
  await api.call(`/stores/${storeId}/products/${productId}/images`, { method: 'POST', body: form })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await seed({ url: process.argv[2] }).catch((error) => {
    console.error(error.message)
    process.exit(1)
  })
}
