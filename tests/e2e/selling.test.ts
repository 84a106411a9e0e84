import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { call, importFile, makeStore, merchantPost, newBuyer } from './api.ts'
import { fillCheckout, fillIn, launch, newVisitor, press } from './browser.ts'

const port = inject('port')
const origin = `http://localhost:${port}`
const at = (slug: string, path = '/') => `http://${slug}.localhost:${port}${path}`

const ADA = {
  'Full name': 'Ada Lovelace',
  'Street and number': '1 Analytical Way',
  City: 'San Francisco',
  State: 'CA',
  'ZIP code': '94107',
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const COLUMNS = 'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Published'

/** A store of its own with these products, each of one variant. */
async function openShop(slug: string, rows: [handle: string, title: string, price: string, stock: number][]) {
  const { id: storeId } = await makeStore(origin, slug)
  const shop = { storeId, sell: (some: typeof rows) => importFile(origin, storeId, csvOf(some)) }
  await shop.sell(rows)
  return shop
}
const csvOf = (rows: [string, string, string, number][]) =>
  `${[COLUMNS, ...rows.map(([handle, title, price, stock]) => `${handle},${title},${handle.toUpperCase()},${price},${stock},true`)].join('\n')}\n`

async function putInCart(page: Page, slug: string, handle: string, quantity = 1): Promise<void> {
  await page.goto(at(slug, `/products/${handle}`))
  if (quantity > 1) await page.getByLabel('Quantity').fill(String(quantity))
  await press(page, 'Add to cart')
}

async function enterCode(page: Page, slug: string, code: string): Promise<void> {
  await page.goto(at(slug, '/cart'))
  await page.getByLabel('Discount code or gift card').fill(code)
  await press(page, 'Apply')
}

const mainText = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''

async function payAndRead(page: Page, button: RegExp): Promise<string> {
  await page.getByRole('button', { name: button }).click()
  await page.waitForURL(/\/orders\/\d+\?token=/)
  return mainText(page)
}

describe.each([{ js: true }, { js: false }])('promotions, with JavaScript: $js', ({ js }) => {
  test('a code is explained, refused beside the field when it does not fit, and is on the order', async () => {
    const slug = `promotions-${js ? 'js' : 'plain'}`
    const { storeId } = await openShop(slug, [
      ['mug', 'Mug', '20.00', 50],
      ['towel', 'Tea towel', '9.00', 50],
    ])
    const make = (json: unknown) => merchantPost(origin, `/stores/${storeId}/promotions`, json)
    await make({
      title: 'Ten off forty',
      code: 'TENOFF',
      min_subtotal_minor: 4000,
      effect: { kind: 'percentage', share_bps: 1000, on: 'order' },
    })
    const towels = await call<{ id: string }>(origin, `/stores/${storeId}/products/towel`)
    await make({
      title: 'Three towels for two',
      product_ids: [towels.data.id],
      effect: { kind: 'buy_x_get_y', buy: 2, get: 1 },
    })
    await make({
      title: 'Gone',
      code: 'GONE',
      ends_at: '2026-01-01T00:00:00Z',
      effect: { kind: 'free_shipping' },
    })

    const { page, context, complaints } = await newVisitor(browser, { js })
    await putInCart(page, slug, 'mug')
    await enterCode(page, slug, 'nonsense')
    const field = page.getByLabel('Discount code or gift card')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await mainText(page)).toContain('This code is not valid.')
    await enterCode(page, slug, 'gone')
    expect(await mainText(page)).toContain('This code has expired.')
    await enterCode(page, slug, 'tenoff')
    expect(await mainText(page)).toContain('Minimum purchase not met for this code.')

    await putInCart(page, slug, 'mug')
    await putInCart(page, slug, 'towel', 3)
    await enterCode(page, slug, ' tenoff ')
    // 2 × 20.00 + 3 × 9.00 = 67.00; one towel free: 58.00; 10 % of that: 5.80.
    const cart = await mainText(page)
    expect(cart).toContain('Three towels for two')
    expect(cart).toMatch(/[−-]\$9\.00/)
    expect(cart).toContain('TENOFF')
    expect(cart).toMatch(/[−-]\$5\.80/)
    expect(cart).toContain('$57.20') // 52.20 and 5.00 for the delivery

    await page.goto(at(slug, '/checkout'))
    await fillCheckout(page, { 'E-mail': 'saver@example.com', ...ADA }, 'Test card')
    const order = await payAndRead(page, /Pay \$57\.20/)
    expect(order).toContain('Three towels for two')
    expect(order).toContain('Ten off forty')
    expect(order).toContain('$57.20')
    expect(complaints.filter((text) => !text.includes('status of 4'))).toEqual([])
    await context.close()
  })
})

describe('a gift card', () => {
  test('is bought, comes by mail, pays for one order and for a part of the next', async () => {
    const slug = 'gifts'
    const { storeId } = await openShop(slug, [['mug', 'Mug', '20.00', 50]])
    const { page, context } = await newVisitor(browser)
    const issued = await merchantPost<{ code: string }>(origin, `/stores/${storeId}/gift-cards`, {
      amount_minor: 4000,
      recipient: 'lucky@example.com',
    })
    await eventually(async () => {
      const { data } = await call<{ items: { body_text: string }[] }>(
        origin,
        '/dev/mailbox?recipient=lucky@example.com',
      )
      expect(data.items[0]?.body_text).toContain(issued.code)
    })

    await putInCart(page, slug, 'mug')
    await enterCode(page, slug, issued.code.toLowerCase().replaceAll('-', ' '))
    expect(await mainText(page)).toContain(issued.code.slice(-4))
    await page.goto(at(slug, '/checkout'))
    const email = page.getByLabel('E-mail', { exact: true })
    await email.fill('lucky@example.com')
    for (const [label, text] of Object.entries(ADA)) await fillIn(page.getByLabel(label, { exact: true }), text)
    expect(await page.getByRole('radio', { name: /Test card/ }).count()).toBe(0) // nothing is left to pay
    const first = await payAndRead(page, /Place order/)
    expect(first).toMatch(/[−-]\$25\.00/)

    await putInCart(page, slug, 'mug')
    await enterCode(page, slug, issued.code)
    await page.goto(at(slug, '/checkout'))
    await fillCheckout(page, { 'E-mail': 'lucky@example.com', ...ADA }, 'Test card')
    const second = await payAndRead(page, /Pay \$10\.00/) // 15.00 were left of 25.00
    expect(second).toMatch(/[−-]\$15\.00/)

    await putInCart(page, slug, 'mug')
    await enterCode(page, slug, issued.code)
    expect(await page.getByLabel('Discount code or gift card').getAttribute('aria-invalid')).toBe('true')
    await context.close()
  })

  test('of another store is not known', async () => {
    const { storeId } = await openShop('gifts-here', [['mug', 'Mug', '20.00', 5]])
    await openShop('gifts-there', [['mug', 'Mug', '20.00', 5]])
    const issued = await merchantPost<{ code: string }>(origin, `/stores/${storeId}/gift-cards`, { amount_minor: 4000 })
    const { page, context } = await newVisitor(browser)
    await putInCart(page, 'gifts-there', 'mug')
    await enterCode(page, 'gifts-there', issued.code)
    expect(await mainText(page)).toContain('This code is not valid.')
    await context.close()
  })

  test('that is in the shop is delivered with its code', async () => {
    const { page, context } = await newVisitor(browser)
    await page.goto(at('demo', '/search?q=gift+card'))
    await page
      .getByRole('link', { name: /gift card/i })
      .first()
      .click()
    const first = page.getByRole('radio').first()
    if ((await first.count()) > 0) await first.check({ force: true })
    await press(page, 'Add to cart')
    await page.goto(at('demo', '/checkout'))
    expect(await page.getByLabel('Street and number').count()).toBe(0) // nothing is sent
    await fillCheckout(page, { 'E-mail': 'giver@example.com', 'Full name': 'Ada Lovelace' }, 'Test card')
    await payAndRead(page, /Pay \$/)
    await eventually(async () => {
      const { data } = await call<{ items: { subject: string; body_text: string }[] }>(
        origin,
        '/dev/mailbox?recipient=giver@example.com',
      )
      expect(data.items.map(({ subject }) => subject).join()).toMatch(/gift card/i)
    })
    await context.close()
  })
})

describe('a store that counts in yen and whose prices include tax', () => {
  test('says how much of the total is tax, by rate, and adds nothing', async () => {
    const { page, context } = await newVisitor(browser, { width: 390 })
    for (const words of ['Uji sencha', 'Cedar tray']) {
      await page.goto(at('kobe', `/search?${new URLSearchParams({ q: words })}`))
      await page
        .getByRole('main')
        .getByRole('link', { name: new RegExp(words, 'i') })
        .first()
        .click()
      const first = page.getByRole('radio').first()
      if ((await first.count()) > 0) await first.check({ force: true })
      await press(page, 'Add to cart')
    }
    await page.goto(at('kobe', '/cart'))
    const text = await mainText(page)
    expect(text).toMatch(/Includes .*\(8%\)/)
    expect(text).toMatch(/Includes .*\(10%\)/)
    expect(text).not.toMatch(/¥[\d,]+\.\d/)
    await context.close()
  })
})

describe('pickup', () => {
  test('needs no address, names the place, and costs no delivery', async () => {
    const slug = 'pickup'
    const { storeId } = await openShop(slug, [['mug', 'Mug', '20.00', 5]])
    await merchantPost(
      origin,
      `/stores/${storeId}/locations/default`,
      {
        name: 'Harbour Street shop',
        offers_pickup: true,
        pickup_note: 'Ready in two hours',
        address: {
          name: 'Harbour Street shop',
          line1: '3 Harbour Street',
          city: 'Oakland',
          region: 'CA',
          postal_code: '94607',
          country: 'US',
        },
      },
      'PATCH',
    )
    const { page, context } = await newVisitor(browser, { js: false })
    await putInCart(page, slug, 'mug')
    await page.goto(at(slug, '/checkout'))
    await page.getByRole('radio', { name: /Harbour Street shop/ }).check()
    await press(page, 'Update total')
    expect(await page.getByLabel('Street and number').count()).toBe(0)
    expect(await mainText(page)).toContain('3 Harbour Street')
    await fillCheckout(page, { 'E-mail': 'walker@example.com', 'Full name': 'Ada Lovelace' }, 'Test card')
    const order = await payAndRead(page, /Pay \$20\.00/)
    expect(order).toContain('Harbour Street shop')
    await context.close()
  })
})

describe('a price that changes', () => {
  test('is noticed in the cart, can be accepted, and is never charged unseen', async () => {
    const slug = 'prices'
    const { sell } = await openShop(slug, [['mug', 'Mug', '20.00', 5]])
    const { page, context } = await newVisitor(browser)
    await putInCart(page, slug, 'mug')
    await sell([['mug', 'Mug', '22.00', 5]])
    await eventually(async () => {
      await page.goto(at(slug, '/cart'))
      expect(await mainText(page)).toContain('The price has changed from $20.00 to $22.00.')
    })
    await press(page, /Keep it/)
    expect(await mainText(page)).not.toContain('The price has changed')

    await page.goto(at(slug, '/checkout'))
    await fillCheckout(page, { 'E-mail': 'price@example.com', ...ADA }, 'Test card')
    await sell([['mug', 'Mug', '25.00', 5]])
    await page.getByRole('button', { name: /Pay \$27\.00/ }).click()
    await page.getByRole('alert').first().waitFor()
    expect(await mainText(page)).toMatch(/total/i)
    expect(await page.getByRole('button', { name: /Pay \$30\.00/ }).count()).toBe(1)
    expect(await page.getByLabel('Full name', { exact: true }).inputValue()).toBe('Ada Lovelace')
    await payAndRead(page, /Pay \$30\.00/)
    await context.close()
  })
})

describe('stock on open pages', () => {
  test('follows what others buy, on two pages at once, without a reload', async () => {
    const slug = 'live-stock'
    const { storeId } = await openShop(slug, [['mug', 'Mug', '20.00', 3]])
    const { data } = await call<{ variants: { id: string }[] }>(origin, `/stores/${storeId}/products/mug`)
    const variantId = data.variants[0]?.id ?? ''
    const one = await newVisitor(browser)
    const two = await newVisitor(browser, { width: 390 })
    for (const { page } of [one, two]) {
      await page.goto(at(slug, '/products/mug'))
      await page.getByText(/Only 3 left/).waitFor()
    }
    const first = await newBuyer(origin, storeId, variantId)
    expect((await first.pay()).status).toBe(201)
    for (const { page } of [one, two]) await page.getByText(/Only 2 left/).waitFor()
    for (const _ of [1, 2]) {
      const next = await newBuyer(origin, storeId, variantId)
      expect((await next.pay()).status).toBe(201)
    }
    for (const { page, context, complaints } of [one, two]) {
      await page
        .getByText(/Sold out/)
        .first()
        .waitFor()
      expect(
        await page
          .getByRole('button', { name: /Add to cart|Sold out/ })
          .first()
          .isDisabled(),
      ).toBe(true)
      expect(complaints).toEqual([])
      await context.close()
    }
  })
})
