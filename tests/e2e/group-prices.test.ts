/** Somebody in a group of customers sees their prices on every page of the shop, and pays them; nobody else sees them. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { call, importFile, makeStore, merchantPost } from './api.ts'
import { launch, newVisitor, press } from './browser.ts'
import { linkMailedTo } from './mailbox.ts'

const port = inject('port')
const origin = `http://localhost:${port}`
const slug = 'group-prices'
const shop = `http://${slug}.localhost:${port}`
const EMAIL = 'trade@example.com'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Signs up in the shop and stays logged in. Returns the customer's id. */
async function becomeCustomer(page: Page, storeId: string): Promise<string> {
  await page.goto(`${shop}/account/sign-up`)
  for (const [label, text] of Object.entries({ Name: 'Tara Trade', 'E-mail': EMAIL, Password: 'four wet penguins' })) {
    await page.getByLabel(label, { exact: true }).fill(text)
  }
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.goto(await linkMailedTo(origin, EMAIL))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL(`${shop}/account**`)
  const token = (await page.context().cookies()).find(({ name }) => name === 'access')?.value
  const headers = { authorization: `Bearer ${token}` }
  return (await call<{ id: string }>(origin, `/stores/${storeId}/account`, { headers })).data.id
}

const textOf = async (page: Page, path: string) => {
  await page.goto(`${shop}${path}`)
  return ((await page.getByRole('main').textContent()) ?? '').replace(/\s+/g, ' ')
}

test('a member sees and pays the price of their group, and nobody else sees it', async () => {
  const { id: storeId } = await makeStore(origin, slug)
  const head = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Published'
  await importFile(
    origin,
    storeId,
    `${head}\nmug,Mug,Size,Small,MUG-S,10.00,50,true\nmug,,,Large,MUG-L,14.00,50,true\n`,
  )
  const { page, context, complaints } = await newVisitor(browser)
  const customerId = await becomeCustomer(page, storeId)

  const group = await merchantPost<{ id: string }>(origin, `/stores/${storeId}/customer-groups`, { name: 'Trade' })
  await merchantPost(origin, `/stores/${storeId}/customer-groups/${group.id}/members/${customerId}`, undefined, 'PUT')
  const list = await merchantPost<{ id: string }>(origin, `/stores/${storeId}/price-lists`, {
    name: 'Trade',
    currency: 'USD',
    customer_group_id: group.id,
  })
  const { data: mug } = await call<{ variants: { id: string; sku: string }[] }>(
    origin,
    `/stores/${storeId}/products/mug`,
  )
  const idOf = (sku: string) => mug.variants.find((variant) => variant.sku === sku)?.id
  const prices = [
    { variant_id: idOf('MUG-S'), price_minor: 800 },
    { variant_id: idOf('MUG-L'), price_minor: 1200 },
    { variant_id: idOf('MUG-L'), min_quantity: 10, price_minor: 900 },
  ]
  await merchantPost(origin, `/stores/${storeId}/price-lists/${list.id}/prices`, { prices }, 'PUT')

  for (const path of ['/', '/search?q=mug']) {
    expect(await textOf(page, path), path).toMatch(/Your price from \$8\.00 ?, for others \$10\.00/)
  }
  expect(await textOf(page, '/products/mug')).toMatch(/Your price from \$8\.00 ?, for others \$10\.00/)
  await page.getByRole('radio', { name: 'Large' }).check({ force: true })
  const box = page.locator('.buy-box')
  await box.getByText('From 10: $9.00').waitFor()
  expect(((await box.textContent()) ?? '').replace(/\s+/g, ' ')).toMatch(/Your price \$12\.00 ?, for others \$14\.00/)
  await page.getByLabel('Quantity').fill('10')
  await press(page, 'Add to cart')
  await page.waitForURL(`${shop}/cart`)
  expect(await textOf(page, '/cart')).toMatch(/\$9\.00 Trade price.*\$90\.00/)

  const { page: stranger, context: elsewhere } = await newVisitor(browser)
  for (const path of ['/', '/search?q=mug', '/products/mug']) {
    const text = await textOf(stranger, path)
    expect(text, path).toContain('from $10.00')
    expect(text, path).not.toMatch(/Your price|\$8\.00|From 10/)
  }
  expect(complaints).toEqual([])
  await Promise.all([context.close(), elsewhere.close()])
})
