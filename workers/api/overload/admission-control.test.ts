import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { makeStore } from '#tests/workers/fixtures.ts'
import { watched } from '#tests/workers/frail.ts'
import { newAddress, newShopper, request } from '#tests/workers/shopper.ts'

const ORIGIN = 'https://www.shop.example'
/** More than run and wait. */
const RUSH = 600

test('a rush of new carts: some at once, some in turn, the rest told to come again; checkouts and other stores go on', async () => {
  const [store, other] = [await makeStore({ allowedOrigins: [ORIGIN] }), await makeStore()]
  const shopper = await newShopper(store.id)
  const rush = Array.from({ length: RUSH }, () =>
    request(`/stores/${store.id}/carts`, { method: 'POST', headers: { ...newAddress(), origin: ORIGIN } }),
  )
  const checkout = request(`/stores/${store.id}/carts/${shopper.cartId}/checkout`, {
    headers: { ...newAddress(), 'x-cart-token': shopper.token },
  })
  const elsewhere = request(`/stores/${other.id}/carts`, { method: 'POST', headers: newAddress() })
  expect([(await checkout).status, (await elsewhere).status]).toEqual([200, 201])

  const answers = await Promise.all(rush)
  const begun = answers.filter(({ status }) => status === 201)
  const refused = answers.filter(({ status }) => status === 503)
  expect(begun.length + refused.length).toBe(RUSH)
  expect(begun.length).toBeGreaterThanOrEqual(300) // those at once and, if the machine is not too slow for it, the whole queue
  expect(refused.length).toBeGreaterThan(0)
  for (const { error, headers } of refused) {
    expect([error.code, headers.get('retry-after')]).toEqual(['overloaded', '1'])
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
  }
  expect((await request(`/stores/${store.id}/carts`, { method: 'POST', headers: newAddress() })).status).toBe(201)
})

test('one address that fills the queue keeps nobody out, and who comes later from elsewhere goes first', async () => {
  const store = await makeStore()
  const order: string[] = []
  const begin = async (address: string) => {
    const headers = { 'cf-connecting-ip': address }
    const { status } = await request(`/stores/${store.id}/carts`, { method: 'POST', headers })
    if (status === 201) order.push(address)
    return status
  }
  const crowd = Array.from({ length: RUSH }, () => begin('198.51.100.1'))
  const others = Array.from({ length: 20 }, (_, index) => begin(`203.0.113.${index}`))
  expect(new Set(await Promise.all(others))).toEqual(new Set([201]))
  const before = order.filter((address) => address === '198.51.100.1').length
  expect(before).toBeLessThan(100) // one each in turn, and those who ran already
  await Promise.all(crowd)
})

test('who is turned away costs the database nothing, also with a credential and from another site', async () => {
  const store = await makeStore({ allowedOrigins: [ORIGIN] })
  const { bindings, calls } = watched()
  const headers = { origin: ORIGIN, authorization: 'Bearer pk_nobody' }
  const rush = Array.from({ length: RUSH + 200 }, () =>
    request(
      `/stores/${store.id}/carts`,
      { method: 'POST', headers: { ...newAddress(), ...headers } },
      { ...bindings, CACHE: 'all' },
    ),
  )
  const refused = (await Promise.all(rush)).filter(({ status }) => status === 503)
  expect(refused.length).toBeGreaterThan(100)
  for (const answer of refused) expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  const looks = calls.filter((sql) => sql.includes('from "stores"')).length
  expect(looks).toBeLessThanOrEqual(rush.length - refused.length + 1)
})

test('a store that does not exist is none, however many ask', async () => {
  const path = `/stores/${uuidv7()}/carts`
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => request(path, { method: 'POST', headers: newAddress() })),
  )
  expect(answers.filter(({ status }) => status !== 404 && status !== 503)).toEqual([])
})
