/** The address book keeps its promise of one default each, whatever is changed and however much at once. */
import { describe, expect, test } from 'vitest'
import { type CustomerAddress, MAX_ADDRESSES } from '#contract/customer.ts'
import { actionsOf, caller, shop } from '#tests/workers/account.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { ADDRESS } from '#tests/workers/shopper.ts'

describe('addresses', () => {
  const save = (line1: string, marks: Record<string, boolean> = {}) => ({ address: { ...ADDRESS, line1 }, ...marks })
  const book = async (own: ReturnType<typeof caller>) =>
    (await own<{ items: CustomerAddress[] }>('GET', '/addresses')).data.items
  /** `1 sb` is the first line and its marks. */
  const marksOf = (items: CustomerAddress[]) =>
    items.map((item) => `${item.address.line1} ${item.default_shipping ? 's' : ''}${item.default_billing ? 'b' : ''}`)
  const add = async (own: ReturnType<typeof caller>, line1: string, marks = {}) =>
    (await own<CustomerAddress>('POST', '/addresses', save(line1, marks))).data.id

  test('the first is the default for both; a new default takes the mark from the old one', async () => {
    const { own } = await shop()
    expect((await own('POST', '/addresses', save('1'))).status).toBe(201)
    await add(own, '2')
    await add(own, '3', { default_shipping: true })
    expect(marksOf(await book(own))).toEqual(['1 b', '2 ', '3 s'])
    const [, second] = await book(own)
    const changed = await own<CustomerAddress>('PUT', `/addresses/${second?.id}`, save('2b', { default_billing: true }))
    expect(changed.data).toMatchObject({ address: { line1: '2b' }, default_billing: true, default_shipping: false })
    expect(marksOf(await book(own))).toEqual(['1 ', '2b b', '3 s'])
  })

  test('a mark is not given up, only taken', async () => {
    const { own } = await shop()
    const id = await add(own, '1')
    await own('PUT', `/addresses/${id}`, save('1', { default_shipping: false, default_billing: false }))
    expect(marksOf(await book(own))).toEqual(['1 sb'])
  })

  test('a default that is removed passes its mark on', async () => {
    const { customer, own } = await shop()
    const first = await add(own, '1')
    await add(own, '2')
    await add(own, '3', { default_billing: true })
    expect((await own('DELETE', `/addresses/${first}`)).status).toBe(200)
    expect(marksOf(await book(own))).toEqual(['2 ', '3 sb'])
    for (const { id } of await book(own)) await own('DELETE', `/addresses/${id}`)
    expect(await book(own)).toEqual([])
    expect((await own('DELETE', `/addresses/${first}`)).error.code).toBe('address_not_found')
    expect((await actionsOf(customer.id)).filter((action) => action.startsWith('address.'))).toEqual([
      ...Array(3).fill('address.added'),
      ...Array(3).fill('address.removed'),
    ])
  })

  test('however many changes come at once, one address has each mark', async () => {
    const { own } = await shop()
    const ids = [await add(own, '1'), await add(own, '2'), await add(own, '3')]
    await Promise.all([
      ...ids.map((id, index) => own('PUT', `/addresses/${id}`, save(`${index}`, { default_shipping: true }))),
      ...['4', '5', '6'].map((line) => own('POST', '/addresses', save(line, { default_billing: true }))),
      own('DELETE', `/addresses/${ids[0]}`),
    ])
    const items = await book(own)
    expect(items.filter((item) => item.default_shipping)).toHaveLength(1)
    expect(items.filter((item) => item.default_billing)).toHaveLength(1)
  })

  test(`are at most ${MAX_ADDRESSES}, also when the last places are fought for`, async () => {
    const { customer, own } = await shop()
    for (let line = 1; line <= MAX_ADDRESSES - 2; line++) await add(own, `${line}`)
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((line) => own('POST', '/addresses', save(`x${line}`, { default_shipping: true }))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.error.code).toBe('limit_reached')
    const items = await book(own)
    expect(items).toHaveLength(MAX_ADDRESSES)
    expect(items.filter((item) => item.default_shipping)).toHaveLength(1)
    const added = (await actionsOf(customer.id)).filter((action) => action === 'address.added')
    expect(added, 'what was refused is not in the log').toHaveLength(MAX_ADDRESSES)
  })

  test("another customer's is not there", async () => {
    const { store, own } = await shop()
    const id = await add(own, '1')
    const stranger = caller(store, await makeCustomer(store))
    expect((await stranger('PUT', `/addresses/${id}`, save('mine', { default_shipping: true }))).status).toBe(404)
    expect((await stranger('DELETE', `/addresses/${id}`)).error.code).toBe('address_not_found')
    expect(marksOf(await book(own))).toEqual(['1 sb'])
  })

  test('the same Idempotency-Key adds once', async () => {
    const { own } = await shop()
    const key = { 'idempotency-key': 'twice' }
    const first = await own<CustomerAddress>('POST', '/addresses', save('1'), key)
    const again = await own<CustomerAddress>('POST', '/addresses', save('1'), key)
    expect(again.data).toEqual(first.data)
    expect((await own('POST', '/addresses', save('2'), key)).error.code).toBe('idempotency_conflict')
    expect(await book(own)).toHaveLength(1)
  })

  test('what is missing is said field by field', async () => {
    const { own } = await shop()
    const { status, error } = await own('POST', '/addresses', { address: { ...ADDRESS, line1: '', postal_code: 'x' } })
    expect(status).toBe(422)
    expect(error.details?.map(({ path }) => path)).toEqual(expect.arrayContaining(['address.line1']))
  })
})
