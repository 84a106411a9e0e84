import { describe, expect, test } from 'vitest'
import { csv } from '#tests/workers/imports.ts'
import { detectFormat } from './detect-format.ts'
import type { Entry } from './entry.ts'
import { readShopify } from './read-shopify.ts'

async function read(file: string | Uint8Array, currency = 'USD', isSaid = false): Promise<Entry[]> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const found = detectFormat(bytes.subarray(0, 64 * 1024), bytes.length < 64 * 1024, currency)
  if (found?.format !== 'shopify') throw new Error('Not a Shopify file')
  const source = {
    ...found,
    size: bytes.length,
    read: async (at: number, length: number) => bytes.slice(at, at + length),
  }
  return collect(readShopify(source, found, { currency, isSaid }))
}

async function collect(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const all: Entry[] = []
  for await (const entry of entries) all.push(entry)
  return all
}

const faultsOf = (entries: Entry[]) =>
  entries.flatMap(({ faults, loose = [] }) => [...loose, ...faults].map(({ line, code }) => `${line} ${code}`))
const slugsOf = (entries: Entry[]) => entries.flatMap(({ product }) => product?.slug ?? [])
const good = (handle: string) => ({ Handle: handle, Title: handle, 'Variant Price': '5' })

describe('a product that is wrong is left out with every row of it, and the others go in', () => {
  const size = (value: string, more = {}) => ({ Handle: 'bad', 'Option1 Value': value, 'Variant Price': '5', ...more })
  const first = { ...size('S'), Title: 'Bad', 'Option1 Name': 'Size' }
  test.each<[string, Record<string, string>, string]>([
    ['without a title', { Title: '' }, 'title_missing'],
    ['with a title that is too long', { Title: 'x'.repeat(256) }, 'text_too_long'],
    ['with a status that is none', { Status: 'sleeping' }, 'status_invalid'],
    ['with four options', { 'Option4 Name': 'Mood', 'Option4 Value': 'Sad' }, 'options_too_many'],
    ['with two options of one name', { 'Option2 Name': 'size', 'Option2 Value': 'S' }, 'option_duplicate'],
    ['with an option whose name is missing', { 'Option1 Name': '', 'Option2 Name': 'Size' }, 'option_missing'],
    ['that cannot be decoded', { Title: 'Caf\uFFFD' }, 'encoding_invalid'],
  ])('%s', async (_, change, code) => {
    const entries = await read(csv([good('a'), { ...first, ...change }, size('M'), size('L'), good('z')]))
    expect(faultsOf(entries)).toEqual([`3 ${code}`, '4 product_skipped', '5 product_skipped'])
    expect(slugsOf(entries)).toEqual(['a', 'z'])
  })

  test('without a handle or title', async () => {
    expect(faultsOf(await read(csv([{ Handle: '', Title: '', 'Variant Price': '5' }])))).toEqual(['2 handle_missing'])
    expect(faultsOf(await read(csv([{ Handle: '!!!', Title: '???', 'Variant Price': '5' }])))).toEqual([
      '2 handle_missing',
    ])
  })

  test('without any variant that is right', async () => {
    const rows = [
      { ...first, 'Variant Price': 'free' },
      size('M', { 'Variant Price': '-1' }),
      { Handle: 'bad', 'Image Src': 'https://a.example/1.png' },
    ]
    const entries = await read(csv([...rows, good('z')]))
    expect(faultsOf(entries)).toEqual(['2 price_invalid', '3 price_invalid', '4 product_skipped'])
    expect(slugsOf(entries)).toEqual(['z'])
  })
})

describe('a variant that is wrong is left out alone', () => {
  const variant = (value: string, more = {}) => ({
    Handle: 'tee',
    'Option1 Value': value,
    'Variant SKU': `T-${value}`,
    'Variant Price': '5',
    ...more,
  })
  const first = { ...variant('S'), Title: 'Tee', 'Option1 Name': 'Size' }
  test.each<[string, Record<string, string>, string]>([
    ['a price that is no number', { 'Variant Price': '12,5O' }, 'price_invalid'],
    ['no price', { 'Variant Price': '' }, 'price_invalid'],
    ['a price with a currency sign', { 'Variant Price': '$5' }, 'price_invalid'],
    ['a price finer than a cent', { 'Variant Price': '5.005' }, 'price_invalid'],
    ['a compare-at price that is no number', { 'Variant Compare At Price': 'x' }, 'price_invalid'],
    ['a cost that is no number', { 'Cost per item': 'x' }, 'price_invalid'],
    ['a stock that is no number', { 'Variant Inventory Qty': 'many' }, 'quantity_invalid'],
    ['half a piece', { 'Variant Inventory Qty': '1.5' }, 'quantity_invalid'],
    ['a policy that is none', { 'Variant Inventory Policy': 'perhaps' }, 'policy_invalid'],
    ['a word for taxable that is neither yes nor no', { 'Variant Taxable': 'partly' }, 'flag_invalid'],
    ['one for shipping that is neither', { 'Variant Requires Shipping': 'by mail' }, 'flag_invalid'],
    ['a weight that is no number', { 'Variant Grams': 'heavy' }, 'weight_invalid'],
    ['no option value', { 'Option1 Value': '' }, 'option_missing'],
    ['a value of an option that there is not', { 'Option2 Value': 'Red' }, 'option_unknown'],
    ['the options of another row', { 'Option1 Value': 'S' }, 'variant_duplicate'],
    ['letters that cannot be decoded', { 'Option1 Value': 'M\uFFFD' }, 'encoding_invalid'],
  ])('%s', async (_, change, code) => {
    const entries = await read(csv([first, { ...variant('M'), ...change }, variant('L')]))
    expect(faultsOf(entries)).toEqual([`3 ${code}`])
    expect(entries[0]?.product?.variants.map(({ options }) => options)).toEqual([['S'], ['L']])
    expect(entries[0]?.product?.options).toEqual([{ name: 'Size', values: ['S', 'L'] }])
  })

  test('on the first row of its product too', async () => {
    const entries = await read(csv([{ ...first, 'Variant Price': 'x' }, variant('M')]))
    expect(faultsOf(entries)).toEqual(['2 price_invalid'])
    expect(entries[0]?.product).toMatchObject({ title: 'Tee', variants: [{ options: ['M'] }] })
  })

  test('beyond the hundredth', async () => {
    const many = Array.from({ length: 102 }, (_, index) => variant(`v${index}`))
    const entries = await read(csv([{ ...first, 'Option1 Value': 'v', 'Variant SKU': 'v' }, ...many]))
    expect(entries[0]?.product?.variants).toHaveLength(100)
    expect(faultsOf(entries)).toEqual(['102 variants_too_many', '103 variants_too_many', '104 variants_too_many'])
  })

  test('beside a picture that is: the variant stays', async () => {
    const entries = await read(csv([{ ...good('a'), 'Image Src': 'javascript:alert(1)' }]))
    expect(faultsOf(entries)).toEqual(['2 image_url_invalid'])
    expect(entries[0]?.product?.images).toEqual([])
  })
})

describe('a line that cannot be read', () => {
  const lines = (...rows: string[]) => ['Handle,Title,Variant Price', ...rows, ''].join('\n')

  test('costs itself alone: an open quote, a stray quote, too few or too many fields', async () => {
    const entries = await read(lines('a,A,5', 'b,"B,5', 'c,C,5', 'd,D 5",5', 'e,E,5', 'f,F', 'g,G,5,6', 'h,H,5'))
    expect(faultsOf(entries)).toEqual(['3 csv_malformed', '5 csv_malformed', '7 columns_wrong', '8 columns_wrong'])
    expect(slugsOf(entries)).toEqual(['a', 'c', 'e', 'h'])
  })

  test('costs the rest of its product when it was the first of it', async () => {
    const header = 'Handle,Title,Option1 Name,Option1 Value,Variant Price'
    const entries = await read([header, 'a,"A,Size,S,5', 'a,,,M,5', 'a,,,L,5', 'b,B,,,5'].join('\n'))
    expect(faultsOf(entries)).toEqual(['2 csv_malformed', '3 title_missing', '4 product_skipped'])
    expect(slugsOf(entries)).toEqual(['b'])
  })

  test('does not end the product that it stands in', async () => {
    const header = 'Handle,Title,Option1 Name,Option1 Value,Variant Price'
    const entries = await read([header, 'a,A,Size,S,5', 'a,,"M,5', 'a,,,L,5'].join('\n'))
    expect(faultsOf(entries)).toEqual(['3 csv_malformed'])
    expect(entries[0]?.product?.variants.map(({ options }) => options[0])).toEqual(['S', 'L'])
  })

  test('in a file of nothing else does not fill the memory', async () => {
    const entries = await read(lines(...Array.from({ length: 1_000 }, () => 'x')))
    expect(entries).toHaveLength(10)
    expect(faultsOf(entries)).toHaveLength(1_000)
  })
})

describe('lines are counted right', () => {
  test('after quoted fields with commas, quotes and line breaks, with CRLF and blank lines', async () => {
    const html = '<p>Says "hi",\r\nand\n\ngoes</p>'
    const file = csv(
      [{ ...good('a'), 'Body (HTML)': html }, good('b'), { ...good('c'), 'Variant Price': 'x' }],
      '\r\n',
    ).replace('"b","b"', '\r\n\r\n"b","b"')
    const entries = await read(file)
    expect(entries[0]?.product?.descriptionHtml).toBe(html)
    expect(entries.map(({ lines }) => lines)).toEqual([[2], [8], [9]])
    expect(faultsOf(entries)).toEqual(['9 price_invalid'])
  })

  test('and a product can be read on from where the one before it ended', async () => {
    const file = csv(
      Array.from({ length: 5 }, (_, index) => ({ ...good(`p${index}`), 'Body (HTML)': 'é\n'.repeat(index) })),
    )
    const bytes = new TextEncoder().encode(file)
    const found = detectFormat(bytes, true, 'USD')
    if (found?.format !== 'shopify') throw new Error('Not a Shopify file')
    const source = {
      ...found,
      size: bytes.length,
      read: async (at: number, length: number) => bytes.slice(at, at + length),
    }
    const whole = await read(file)
    for (const [index, entry] of whole.entries()) {
      const rest = await collect(readShopify(source, entry.next, { currency: 'USD', isSaid: false }))
      expect(rest).toEqual(whole.slice(index + 1))
    }
  })
})

describe('a large file', () => {
  test('is read a stretch at a time, each once', async () => {
    const bytes = new TextEncoder().encode(
      csv(
        Array.from({ length: 20_000 }, (_, index) => ({ ...good(`product-${index}`), 'Body (HTML)': 'x'.repeat(100) })),
      ),
    )
    const found = detectFormat(bytes.subarray(0, 64 * 1024), false, 'USD')
    if (found?.format !== 'shopify') throw new Error('Not a Shopify file')
    let largest = 0
    let total = 0
    const read = async (at: number, length: number) => {
      largest = Math.max(largest, length)
      total += length
      return bytes.slice(at, at + length)
    }
    let products = 0
    for await (const entry of readShopify({ ...found, size: bytes.length, read }, found, {
      currency: 'USD',
      isSaid: false,
    }))
      if (entry.product) products++
    expect(products).toBe(20_000)
    expect(largest).toBe(128 * 1024)
    expect(total).toBeLessThan(bytes.length * 1.01)
  })

  test('may have a row of two megabytes: its description is for the next step to refuse', async () => {
    const entries = await read(csv([good('a'), { ...good('b'), 'Body (HTML)': 'x\n'.repeat(1_000_000) }, good('c')]))
    expect(slugsOf(entries)).toEqual(['a', 'b', 'c'])
    expect(entries.at(-1)?.lines).toEqual([1_000_004])
  })
})

describe('what a file says', () => {
  test('is in the currency of the store, exactly', async () => {
    const price = async (text: string, currency: string, isSaid = false) =>
      (await read(csv([{ ...good('a'), 'Variant Price': text }]), currency, isSaid))[0]?.product?.variants[0]
        ?.priceMinor
    expect(await price('1,999.50', 'USD')).toBe(199950)
    expect(await price('1980', 'JPY')).toBe(1980)
    expect(await price('1980.00', 'JPY')).toBeUndefined()
    expect(await price('1980.00', 'JPY', true)).toBe(1980)
    expect(await price('1980.50', 'JPY', true)).toBeUndefined()
    expect(await price('1.234', 'KWD')).toBe(1234)
  })

  test('of the status: published false and draft are drafts, archived is archived, no word is no word', async () => {
    const status = async (row: Record<string, string>) =>
      (await read(csv([{ ...good('a'), ...row }])))[0]?.product?.status
    expect(await status({ Published: 'false', Status: 'active' })).toBe('draft')
    expect(await status({ Published: 'TRUE', Status: 'Draft' })).toBe('draft')
    expect(await status({ Published: 'false', Status: 'archived' })).toBe('archived')
    expect(await status({ Published: 'true' })).toBe('active')
    expect(await status({})).toBeUndefined()
  })

  test('leaves alone what it has no column for, and empties what it leaves blank', async () => {
    const [bare] = await read(csv([good('a')]))
    expect(bare?.product).toMatchObject({
      vendor: undefined,
      tags: undefined,
      seoTitle: undefined,
      descriptionHtml: undefined,
    })
    const [blank] = await read(csv([{ ...good('a'), Vendor: '', Tags: '', 'SEO Title': '', 'Body (HTML)': '' }]))
    expect(blank?.product).toMatchObject({ vendor: '', tags: [], seoTitle: null, descriptionHtml: '' })
  })

  test('of a picture shared by variants: the option values that they have in common', async () => {
    const row = (colour: string, size: string, image: string) => ({
      Handle: 'tee',
      'Option1 Value': colour,
      'Option2 Value': size,
      'Variant Price': '5',
      'Variant Image': image,
    })
    const red = 'https://a.example/red.png'
    const all = 'https://a.example/all.png'
    const entries = await read(
      csv([
        { ...row('Red', 'S', red), Title: 'Tee', 'Option1 Name': 'Colour', 'Option2 Name': 'Size', 'Image Src': all },
        row('Red', 'M', red),
        row('Blue', 'S', all),
        row('Red', 'L', all),
      ]),
    )
    expect(entries[0]?.product?.images).toMatchObject([
      { sourceUrl: all, optionValues: null, position: 0 },
      { sourceUrl: red, optionValues: ['Red'], position: 1 },
    ])
  })

  test('may be in any order of columns, with others between, and separated by semicolons', async () => {
    const [entry] = await read('Variant Price;Google Shopping / MPN;TITLE; handle \n5;x;Mug;mug\n')
    expect(entry?.product).toMatchObject({ slug: 'mug', title: 'Mug', variants: [{ priceMinor: 500 }] })
  })
})

test('a product is a gift card when its column says so, and stays what it was without the column', async () => {
  const said = await read(
    csv(['true', 'TRUE', 'false', ''].map((value, index) => ({ ...good(`p${index}`), 'Gift Card': value }))),
  )
  expect(said.map(({ product }) => product?.isGiftCard)).toEqual([true, true, false, undefined])
  expect((await read(csv([good('a')])))[0]?.product?.isGiftCard).toBeUndefined()
})
