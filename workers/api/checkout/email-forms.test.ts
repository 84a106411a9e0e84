/** An address is one address, however it is typed. */
import { describe, expect, test } from 'vitest'
import type { SignedIn } from '#contract/identity.ts'
import type { Order } from '#contract/order.ts'
import { eventually } from '#tests/eventually.ts'
import { makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { tokenFor } from '#tests/workers/mailbox.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newAddress, newShopper, request } from '#tests/workers/shopper.ts'

const PASSWORD = 'four wet penguins'
const post = <T>(path: string, body: unknown) => request<T>(path, { method: 'POST', body, headers: newAddress() })

/** Local parts and domains that mail allows, each in two ways to type it, and the form of both. */
const TYPED = [
  ['r&d@example.com', ' R&D@Example.com ', 'r&d@example.com'],
  ['user#1@example.com', 'USER#1@EXAMPLE.COM', 'user#1@example.com'],
  ['user@пример.рф', 'User@xn--e1afmkfd.xn--p1ai', 'user@xn--e1afmkfd.xn--p1ai'],
  ['user@example.xn--p1ai', 'user@example.рф', 'user@example.xn--p1ai'],
  ['kunde@müller.example', 'ｋｕｎｄｅ＠ＭÜＬＬＥＲ．example', 'kunde@xn--mller-kva.example'],
] as const

describe.each(TYPED)('the address %s', (typed, again, form) => {
  test(`signs up, and logs in as ${again}`, async () => {
    const store = await makeStore()
    const auth = `/stores/${store.id}/auth`
    const started = await post<{ proof: string }>(`${auth}/sign-up`, { name: 'Ada', email: typed, password: PASSWORD })
    const token = await tokenFor(form, 'EMAIL_VERIFY')
    const { proof } = started.data
    expect((await post<SignedIn>(`${auth}/sign-up/confirm`, { token, proof })).data.status).toBe('signed_in')
    const logged = await post<SignedIn>(`${auth}/log-in`, { email: again, password: PASSWORD })
    expect([logged.status, logged.data?.status]).toEqual([200, 'signed_in'])
  })

  test('buys, and is one customer of a promotion either way', async () => {
    const store = await makeStore()
    const { variantId } = await makeStocked(store.db)
    await makePromotion(store.db, { code: 'ONCE', perCustomerLimit: 1 })
    const buy = async (email: string) => {
      const shopper = await newShopper(store.id)
      await shopper.add(variantId)
      await shopper.enter('ONCE')
      return { shopper, answer: await shopper.checkout({ email }) }
    }
    const { answer } = await buy(typed)
    if (answer.data?.status !== 'completed') throw new Error(JSON.stringify(answer.error))
    const { order_number, order_token } = answer.data
    const order = await request<Order>(`/stores/${store.id}/orders/${order_number}?token=${order_token}`)
    expect(order.data.email).toBe(form)
    expect((await buy(again)).answer.error.code).toBe('code_used_by_customer')
  })
})

test('an account of before, kept in lower case, is found', async () => {
  const store = await makeStore()
  const { email } = await makeCustomer(store)
  await post(`/stores/${store.id}/auth/password/forgot`, { email: ` ${email.toUpperCase()}` })
  await eventually(async () => expect(await tokenFor(email, 'PASSWORD_RESET')).not.toBe(''))
})
