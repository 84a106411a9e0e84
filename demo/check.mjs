/** Checks the demo catalogues and pictures: `node demo/check.mjs`. One line per mistake; exits 1 on any. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const STORES = ['demo', 'kobe']
const MOST_BYTES = 5.5 * 1024 * 1024
const ALLOWED_TAGS = new Set(['p', 'ul', 'li', 'strong', 'em'])
const mistakes = []

const isCount = (value) => Number.isInteger(value) && value >= 0

function expect(holds, where, message) {
  if (!holds) mistakes.push(`${where}: ${message}`)
}

function expectUnique(values, where, what) {
  const seen = new Set()
  for (const value of values) {
    expect(!seen.has(value), where, `${what} "${value}" is used twice`)
    seen.add(value)
  }
}

function checkCategories(categories, where) {
  expectUnique(
    categories.map((category) => category.slug),
    where,
    'category',
  )
  const top = new Set(categories.filter((category) => category.parent === null).map((category) => category.slug))
  for (const { slug, parent } of categories) {
    expect(parent === null || top.has(parent), where, `category "${slug}" has no top-level parent "${parent}"`)
  }
}

function checkVariants({ options, variants }, where) {
  expect(variants.length > 0, where, 'has no variant')
  expectUnique(
    variants.map((variant) => variant.options.join(' / ')),
    where,
    'variant',
  )
  for (const {
    sku,
    options: chosen,
    price_minor: price,
    compare_at_minor: before,
    quantity,
    weight_g: weight,
  } of variants) {
    expect(chosen.length === options.length, where, `${sku} chooses ${chosen.length} of ${options.length} options`)
    options.forEach(({ name, values }, index) => {
      expect(values.includes(chosen[index]), where, `${sku}: "${chosen[index]}" is no value of ${name}`)
    })
    expect(isCount(price) && price > 0, where, `${sku}: price_minor must be a whole number above 0`)
    expect(
      before === null || (isCount(before) && before > price),
      where,
      `${sku}: compare_at_minor must be above the price`,
    )
    expect(isCount(quantity) && isCount(weight), where, `${sku}: quantity and weight_g must be whole numbers`)
  }
}

function checkImages({ options, images, gift_card: isGiftCard = false }, where) {
  const values = new Set(options.flatMap((option) => option.values))
  expect(isGiftCard || images.length > 0, where, 'has no picture')
  for (const { file, alt, options: shown } of images) {
    expect(existsSync(join(HERE, file)), where, `${file} does not exist; run: node demo/draw.mjs`)
    expect(alt.length >= 12, where, `${file} needs a specific alt text`)
    for (const value of shown ?? [])
      expect(values.has(value), where, `${file} shows "${value}", which is no option value`)
  }
}

function checkProduct(product, leaves, where) {
  for (const slug of product.categories) expect(leaves.has(slug), where, `category "${slug}" is not a leaf category`)
  expect(product.categories.length > 0, where, 'is in no category')
  expect(product.seo_description.length <= 155, where, 'seo_description is longer than 155 characters')
  for (const [, tag] of product.description_html.matchAll(/<\/?([a-z0-9]+)/g)) {
    expect(ALLOWED_TAGS.has(tag), where, `description_html uses <${tag}>`)
  }
  checkVariants(product, where)
  checkImages(product, where)
}

/** That promotions and price lists name what there is; the API checks the rest. */
function checkSelling({ selling, categories, products }, where) {
  const slugs = new Set(categories.map((category) => category.slug))
  const skus = new Set(products.flatMap((product) => product.variants.map((variant) => variant.sku)))
  const groups = new Set(selling.customer_groups.map((group) => group.name))
  for (const list of ['promotions', 'price_lists', 'customer_groups']) {
    const names = selling[list].map((entry) => entry.title ?? entry.name)
    expectUnique(names, where, `name in ${list}`) // it is what the seed finds them by
  }
  for (const { title, categories: named = [] } of selling.promotions) {
    for (const slug of named)
      expect(slugs.has(slug), where, `promotion "${title}" is for an unknown category "${slug}"`)
  }
  for (const { name, customer_group: group, prices } of selling.price_lists) {
    expect(group === undefined || groups.has(group), where, `price list "${name}" is for an unknown group "${group}"`)
    for (const sku of Object.keys(prices))
      expect(skus.has(sku), where, `price list "${name}" has an unknown SKU ${sku}`)
  }
}

function checkStore(slug) {
  const catalogue = JSON.parse(readFileSync(join(HERE, 'catalogue', `${slug}.json`), 'utf8'))
  const { store, categories, products } = catalogue
  checkSelling(catalogue, slug)
  expect(catalogue.format === 'tradewind-catalogue/1', slug, `unknown format "${catalogue.format}"`)
  expect(store.slug === slug, slug, `store.slug is "${store.slug}"`)
  expect(store.tagline.length <= 90, slug, 'tagline is longer than 90 characters')
  checkCategories(categories, slug)
  const parents = new Set(categories.map((category) => category.parent))
  const leaves = new Set(categories.map((category) => category.slug).filter((name) => !parents.has(name)))
  expectUnique(
    products.map((product) => product.slug),
    slug,
    'product',
  )
  expectUnique(
    products.flatMap((product) => product.variants.map((variant) => variant.sku)),
    slug,
    'SKU',
  )
  expectUnique(
    products.flatMap((product) => product.images.map((image) => image.file)),
    slug,
    'picture',
  )
  for (const product of products) checkProduct(product, leaves, `${slug}/${product.slug}`)
  return products
}

function checkFiles(products) {
  const named = new Set(products.flatMap((product) => product.images.map((image) => image.file)))
  const files = STORES.flatMap((slug) => {
    const folder = join(HERE, 'images', slug)
    return existsSync(folder) ? readdirSync(folder).map((name) => `images/${slug}/${name}`) : []
  })
  for (const file of files) expect(named.has(file), file, 'belongs to no product')
  const bytes = files.reduce((sum, file) => sum + statSync(join(HERE, file)).size, 0)
  expect(bytes < MOST_BYTES, 'images', `${bytes} bytes together; the limit is ${MOST_BYTES}`)
  return { files: files.length, bytes }
}

const products = STORES.flatMap(checkStore)
const { files, bytes } = checkFiles(products)
const variants = products.reduce((sum, product) => sum + product.variants.length, 0)
for (const mistake of mistakes) console.error(mistake)
console.log(`${products.length} products, ${variants} variants, ${files} pictures, ${(bytes / 1048576).toFixed(2)} MB`)
process.exit(mistakes.length > 0 ? 1 : 0)
