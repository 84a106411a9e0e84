import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '#api/app.ts'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { sweepIdempotencyKeys } from '#api/idempotency/sweep-keys.ts'
import { PLATFORM_ID } from '#contract/events.ts'
import { env } from '#tests/workers/fixtures.ts'
import { waitingAt } from '#tests/workers/frail.ts'
import { makeMember } from '#tests/workers/people.ts'
import { form, pictureShop } from '#tests/workers/pictures.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { request } from '#tests/workers/shopper.ts'

const keyed = (key: string) => ({ 'idempotency-key': key })
const GROUPS = '/customer-groups'

interface Made {
  id: string
}
interface Page {
  items: Made[]
}

type Seller = Awaited<ReturnType<typeof makeSeller>>
const make = ({ store, manager }: Seller, name: string, key: string, bindings = env) =>
  request<Made>(
    `/stores/${store.id}${GROUPS}`,
    { method: 'POST', body: { name }, headers: { ...manager.headers, ...keyed(key) } },
    bindings,
  )
const madeBy = async ({ ask }: Seller) => (await ask<Page>('GET', GROUPS)).data.items

describe('a key on a creating request', () => {
  test('gives the first answer again, and says so', async () => {
    const seller = await makeSeller()
    const first = await make(seller, 'Trade', 'a')
    const again = await make(seller, 'Trade', 'a')
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null])
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(again.data).toEqual(first.data)
    expect([(await madeBy(seller)).length, (await seller.entries()).length]).toEqual([1, 1])
  })

  test('is refused with another request, and nothing is done', async () => {
    const seller = await makeSeller()
    await make(seller, 'Trade', 'a')
    expect(await make(seller, 'Wholesale', 'a')).toMatchObject({
      status: 422,
      error: { code: 'idempotency_conflict' },
    })
    expect(await madeBy(seller)).toHaveLength(1)
  })

  test('is not spent on a refusal', async () => {
    const seller = await makeSeller()
    expect((await make(seller, '', 'a')).status).toBe(422)
    expect((await make(seller, 'Trade', 'a')).status).toBe(201)
  })

  test('that is still at work says so', async () => {
    const seller = await makeSeller()
    const worker = waitingAt((sql) => sql.includes('insert into "customer_groups"'))
    const first = make(seller, 'Trade', 'a', worker.bindings)
    await worker.reached
    const busy = await make(seller, 'Trade', 'a')
    expect([busy.status, busy.error.code, busy.headers.get('retry-after')]).toEqual([409, 'idempotency_in_flight', '1'])
    worker.goOn()
    expect((await first).status).toBe(201)
  })

  test('is that of its store, its person and its route', async () => {
    const [one, other] = [await makeSeller(), await makeSeller()]
    const colleague = await makeMember(one.store, 'owner')
    const answers = [
      await make(one, 'Trade', 'a'),
      await make(other, 'Trade', 'a'),
      await one.ask<Made>('POST', GROUPS, { name: 'Theirs' }, { ...colleague.headers, ...keyed('a') }),
      await one.ask<Made>('POST', '/locations', { name: 'Trade' }, keyed('a')),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map(({ data }) => data.id)).size).toBe(4)
  })

  test.each(['x'.repeat(256), 'a b'])('has at most 255 visible characters: not %s', async (key) => {
    const seller = await makeSeller()
    const answer = await make(seller, 'Trade', key)
    expect(answer).toMatchObject({ status: 422, error: { details: [{ path: 'idempotency-key' }] } })
    expect(await madeBy(seller)).toEqual([])
  })

  test('is kept a day', async () => {
    const seller = await makeSeller()
    await make(seller, 'Trade', 'a')
    const now = Date.now()
    await sweepIdempotencyKeys(env, now + 24 * 3_600_000 - 60_000)
    expect((await make(seller, 'Trade', 'a')).headers.get('idempotent-replayed')).toBe('true')
    await sweepIdempotencyKeys(env, now + 24 * 3_600_000 + 60_000)
    expect((await make(seller, 'Trade', 'a')).error.code).toBe('name_taken')
  })

  test('keeps what is shown once where nobody reads it', async () => {
    const { store, manager } = await makeSeller()
    const body = { name: 'Till', type: 'secret', scopes: ['store:read'] }
    const headers = { ...manager.headers, ...keyed('a') }
    const send = () => request<{ token: string }>(`/stores/${store.id}/api-keys`, { method: 'POST', body, headers })
    const [first, again] = [await send(), await send()]
    expect(first.data.token).toMatch(/^sk_/)
    expect(again.data).toEqual(first.data)
    const kept = await env.DB.prepare('SELECT * FROM idempotency_keys WHERE store_id = ?').bind(store.id).first()
    expect(JSON.stringify(kept)).not.toContain(first.data.token)
  })

  test('counts on the routes of a business as well, which have no store', async () => {
    const { store } = await makeSeller()
    const owner = await makeMember(store, 'owner')
    const settings = { name: 'B', locale: 'en', country: 'IE', contact_email: 'b@example.com', tax_inclusive: true }
    const body = { slug: `b-${store.id.slice(-12)}`, currency: 'EUR', settings }
    const headers = { ...owner.headers, ...keyed('a') }
    const send = () => request<Made>(`/tenants/${store.tenantId}/stores`, { method: 'POST', body, headers })
    const [first, again] = [await send(), await send()]
    expect([first.status, again.status, again.data.id]).toEqual([201, 201, first.data.id])
    const kept = await platformDb(env).select().from(t.idempotencyKeys)
    expect(kept.filter(({ principal }) => principal === `user:${owner.id}`)).toMatchObject([{ storeId: PLATFORM_ID }])
  })

  test('knows a form by its fields and files, whatever separates them', async () => {
    const { upload, stored } = await pictureShop()
    const send = (alt: string) => upload(form([SAMPLES.png], { alt }), keyed('a'))
    const answers = [await send('A mug'), await send('A mug'), await send('A jug')]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 422])
    expect(await answers[1]?.text()).toBe(await answers[0]?.text())
    expect(await stored()).toHaveLength(1)
  })

  test('knows one picture by its bytes and its query', async () => {
    const { path, upload, stored } = await pictureShop()
    const headers = { 'content-type': 'image/png', ...keyed('a') }
    const send = (query: string) => upload(SAMPLES.png, headers, `${path}${query}`)
    const answers = [await send('?alt=a'), await send('?alt=a'), await send('?alt=b')]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 422])
    expect(await stored()).toHaveLength(1)
  })
})

/** How deliveries of two intentions reach the platform: some at once, some later, some whose sender no longer listens. */
const deliveries = fc.array(
  fc.record({ intention: fc.constantFrom('a', 'b'), waits: fc.boolean(), listens: fc.boolean() }),
  { minLength: 2, maxLength: 8 },
)

test('however often, in whichever order and however patiently it is sent: one effect, one answer', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (plan) => {
      const [one, other] = [await makeSeller(), await makeSeller()]
      const heard: { intention: string; store: Seller; answer: Awaited<ReturnType<typeof make>> }[] = []
      const underWay: Promise<unknown>[] = []
      for (const { intention, waits, listens } of plan) {
        for (const store of [one, other]) {
          const sent = make(store, `Group ${intention}`, intention).then((answer) => {
            if (listens) heard.push({ intention, store, answer })
          })
          underWay.push(sent)
          if (waits) await sent
        }
      }
      await Promise.all(underWay)
      for (const store of [one, other]) {
        for (const intention of new Set(plan.map((delivery) => delivery.intention))) {
          const last = await make(store, `Group ${intention}`, intention)
          const answers = heard.filter((each) => each.intention === intention && each.store === store)
          const done = answers.filter(({ answer }) => answer.status !== 409)
          for (const { answer } of done) expect([answer.status, answer.data]).toEqual([201, last.data])
          const busy = answers.filter(({ answer }) => answer.status === 409)
          for (const { answer } of busy) expect(answer.error.code).toBe('idempotency_in_flight')
        }
        const intentions = new Set(plan.map(({ intention }) => intention)).size
        expect([(await madeBy(store)).length, (await store.entries()).length]).toEqual([intentions, intentions])
      }
    }),
    { numRuns: 8 },
  )
})

/** Creating routes without keys, and why. */
const WITHOUT_KEYS: Record<string, string> = {
  makeFirstAdmin: 'works once by itself',
  signUp: 'answers alike however often, and mails a new link each time: that is how to ask for another',
  customerSignUp: 'as above',
  forgotPassword: 'as above',
  customerForgotPassword: 'as above',
}

test('every route that creates something takes a key, and says so', () => {
  const creating = Object.values(openApiDocument().paths ?? {}).flatMap(({ post }) =>
    post && ('201' in (post.responses ?? {}) || '202' in (post.responses ?? {})) ? [post] : [],
  )
  const without = creating.filter(
    ({ parameters = [] }) =>
      !parameters.some((each) => 'name' in each && each.name.toLowerCase() === 'idempotency-key'),
  )
  expect(creating.length).toBeGreaterThan(12)
  expect(without.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(WITHOUT_KEYS).sort())
})
