/**
 * Keyed requests whose Worker dies or dawdles, at every call of its database: never two effects, and the same answer in the
 * end. Promotions without a code are what is made here, since nothing but the key keeps two of them apart.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { env } from '#tests/workers/fixtures.ts'
import { dyingAt, failingAt, waitingAt, watched } from '#tests/workers/frail.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { type Answer, newAddress, request } from '#tests/workers/shopper.ts'

type Seller = Awaited<ReturnType<typeof makeSeller>>
interface Made {
  id: string
}

function make({ store, manager }: Seller, title: string, bindings = env, more = {}): Promise<Answer<Made>> {
  const body = { title, effect: { kind: 'percentage', share_bps: 1000 }, ...more }
  const headers = { ...newAddress(), ...manager.headers, 'idempotency-key': title }
  return request<Made>(`/stores/${store.id}/promotions`, { method: 'POST', body, headers }, bindings)
}

const aMinutePasses = ({ store }: Seller) =>
  env.DB.prepare('UPDATE idempotency_keys SET locked_until = locked_until - 60001 WHERE store_id = ?')
    .bind(store.id)
    .run()

/** How many there are: promotions, entries in the log. */
async function effectsAt({ store, entries }: Seller) {
  const made = await env.DB.prepare('SELECT count(*) AS n FROM promotions WHERE store_id = ?').bind(store.id).first('n')
  return [made, (await entries()).length]
}

const saidBy = ({ status, error }: Answer<Made>) => error?.code ?? status

/** What one request asks of its database, and where in it the key is taken and the change is made. */
const { calls } = await (async () => {
  const worker = watched()
  await make(await makeSeller(), 'first', worker.bindings)
  return worker
})()
const touchingKey = calls.flatMap((sql, at) => (sql.includes('idempotency_keys') ? [at] : []))
const [claimed = -1, changed = -1] = touchingKey

test('a key costs one call of its own, and rides with the change', () => {
  expect(touchingKey).toHaveLength(2)
  expect(calls[changed]).toMatch(/insert into "promotions".*insert into "audit_log"/s)
})

const everyCall = calls.flatMap((_, at) => [
  { at, when: 'before' as const },
  { at, when: 'after' as const },
])

describe.each(everyCall)('a Worker that dies $when call $at', ({ at, when }) => {
  const isMade = at > changed || (at === changed && when === 'after')
  const isTaken = at > claimed || (at === claimed && when === 'after')

  test('leaves one effect and one answer to its repetition', async () => {
    const seller = await makeSeller()
    const worker = dyingAt(at, when)
    await worker.orDeath(make(seller, 'a', worker.bindings))
    expect(await effectsAt(seller)).toEqual(isMade ? [1, 1] : [0, 0])
    const atOnce = await make(seller, 'a')
    expect(saidBy(atOnce)).toBe(isTaken && !isMade ? 'idempotency_in_flight' : 201)
    await aMinutePasses(seller)
    const [later, again] = [await make(seller, 'a'), await make(seller, 'a')]
    expect([later.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true'])
    expect(again.data).toEqual(later.data)
    expect(await effectsAt(seller)).toEqual([1, 1])
  })
})

test.each(calls.map((_, at) => at))(
  'a Worker that dawdles before call %i writes nothing after its repetition',
  async (at) => {
    const seller = await makeSeller()
    const worker = waitingAt(at)
    const slow = make(seller, 'a', worker.bindings)
    await worker.reached
    await aMinutePasses(seller)
    const repetition = await make(seller, 'a')
    expect(repetition.status).toBe(201)
    worker.goOn()
    const late = await slow
    if (late.status === 201) expect(late.data).toEqual(repetition.data)
    else expect([saidBy(late), late.headers.get('retry-after')]).toEqual(['idempotency_in_flight', '1'])
    expect(await effectsAt(seller)).toEqual([1, 1])
  },
)

describe('an attempt whose place was taken', () => {
  /** A request for a group of customers that waits before that call, while a minute passes. */
  async function slowFor(at: number) {
    const seller = await makeSeller()
    const group = await seller.ask<Made>('POST', '/customer-groups', { name: 'Trade' })
    const more = { customer_group_ids: [group.data.id] }
    const worker = waitingAt(at)
    const slow = make(seller, 'a', worker.bindings, more)
    await worker.reached
    await aMinutePasses(seller)
    const deleteGroup = () => seller.ask('DELETE', `/customer-groups/${group.data.id}`)
    return { seller, more, slow, goOn: worker.goOn, deleteGroup, titles: () => titlesAt(seller) }
  }
  const titlesAt = async ({ ask }: Seller) =>
    (await ask<{ items: { title: string }[] }>('GET', '/promotions')).data.items.map(({ title }) => title)

  test('does not refuse what its repetition was granted', async () => {
    const { seller, more, slow, goOn, titles } = await slowFor(claimed + 1)
    expect((await make(seller, 'a', env, more)).status).toBe(201)
    await env.DB.prepare('DELETE FROM customer_groups WHERE store_id = ?').bind(seller.store.id).run()
    goOn()
    expect(saidBy(await slow)).toBe('idempotency_in_flight')
    expect(await titles()).toEqual(['a'])
  })

  test('does not write under a key that is another request’s by now', async () => {
    const { seller, more, slow, goOn, deleteGroup, titles } = await slowFor(changed + 1) // it asks for the group as well
    await deleteGroup()
    expect(saidBy(await make(seller, 'a', env, more))).toBe('validation_failed') // which gives the key free
    const next = waitingAt(changed)
    const other = make(seller, 'a', next.bindings, { priority: 7 })
    await next.reached
    goOn()
    expect(saidBy(await slow)).toBe('idempotency_in_flight')
    next.goOn()
    expect((await other).status).toBe(201)
    const { data } = await seller.ask<{ items: { priority: number }[] }>('GET', '/promotions')
    expect([await titles(), data.items[0]?.priority]).toEqual([['a'], 7])
  })
})

test.each(['before', 'after'] as const)(
  'after a fault %s the change the same request may come again at once',
  async (when) => {
    const seller = await makeSeller()
    expect((await make(seller, 'a', failingAt(changed, when))).status).toBe(503)
    const again = await make(seller, 'a')
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, when === 'after' ? 'true' : null])
    expect(await effectsAt(seller)).toEqual([1, 1])
  },
)

const fate = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: 'lives' as const }) },
  fc.record({
    kind: fc.constant('dies' as const),
    at: fc.nat({ max: calls.length - 1 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({ kind: fc.constant('dawdles' as const), at: fc.nat({ max: calls.length - 1 }) }),
)

type Fate = typeof fate extends fc.Arbitrary<infer T> ? T : never

/** Deliveries of two intentions to two stores at once. Whoever dawdles goes on when all the others are done. */
const deliveries = fc.array(
  fc.record({ intention: fc.constantFrom('a', 'b'), fate, waits: fc.boolean(), aMinuteBefore: fc.boolean() }),
  { minLength: 2, maxLength: 7 },
)

test('whatever dies, dawdles and comes again, in whichever order: one effect, one answer', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (plan) => {
      const sellers = [await makeSeller(), await makeSeller()]
      const heard: { intention: string; seller: Seller; answer: Answer<Made> }[] = []
      const underWay: Promise<unknown>[] = []
      const dawdlers: (() => void)[] = []
      for (const { intention, fate, waits, aMinuteBefore } of plan) {
        for (const seller of sellers) {
          if (aMinuteBefore) await aMinutePasses(seller)
          const sent = send(seller, intention, fate, dawdlers).then((answer) => {
            if (answer !== 'died') heard.push({ intention, seller, answer })
          })
          underWay.push(sent)
          if (waits && fate.kind !== 'dawdles') await sent
        }
      }
      for (const goOn of dawdlers) goOn()
      await Promise.all(underWay)
      const intentions = [...new Set(plan.map(({ intention }) => intention))]
      for (const seller of sellers) {
        await aMinutePasses(seller)
        for (const intention of intentions) {
          const last = await make(seller, intention)
          const answers = heard.filter((each) => each.intention === intention && each.seller === seller)
          for (const { answer } of [{ answer: last }, ...answers]) {
            if (answer.status === 201) expect(answer.data).toEqual(last.data)
            else expect(saidBy(answer)).toBe('idempotency_in_flight')
          }
          expect(last.status).toBe(201)
        }
        expect(await effectsAt(seller)).toEqual([intentions.length, intentions.length])
      }
    }),
    { numRuns: 50 },
  )
})

function send(seller: Seller, intention: string, fate: Fate, dawdlers: (() => void)[]): Promise<Answer<Made> | 'died'> {
  switch (fate.kind) {
    case 'lives':
      return make(seller, intention)
    case 'dies': {
      const worker = dyingAt(fate.at, fate.when)
      return worker.orDeath(make(seller, intention, worker.bindings))
    }
    case 'dawdles': {
      const worker = waitingAt(fate.at)
      dawdlers.push(worker.goOn)
      return make(seller, intention, worker.bindings)
    }
  }
}
