/** The limits of a promotion under any order of requests, against a reference that keeps nothing but a list of answers. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideCountUse, decideHoldUse, decideReleaseUse, type KnownUseHold, type UseLimits } from './promotion-uses.ts'

const TTL_MS = 100
/** The deciders with a store around them, as the object has it. */
class Uses {
  nowMs = 0
  readonly #holds = new Map<string, KnownUseHold>()

  /** Counted and live ones. */
  taken(customerKey?: string) {
    const ofCustomer = (hold: KnownUseHold) => customerKey === undefined || hold.customerKey === customerKey
    return [...this.#holds.values()].filter((hold) => ofCustomer(hold) && ['held', 'used'].includes(hold.state)).length
  }
  wait(ms: number) {
    this.nowMs += ms
    for (const hold of this.#holds.values()) {
      if (hold.state === 'held' && hold.expiresAtMs <= this.nowMs) this.#put({ ...hold, state: 'expired' })
    }
    return 'done'
  }
  hold(id: string, customerKey: string, limits: UseLimits) {
    const wanted = { id, customerKey, expiresAtMs: this.nowMs + TTL_MS }
    const result = decideHoldUse(limits, this.#counts(customerKey), this.#holds.get(id), wanted)
    if (result.outcome === 'held') this.#put({ ...wanted, state: 'held' })
    return result.outcome === 'refused' ? result.reason : result.outcome
  }
  count(id: string, limits: UseLimits) {
    const existing = this.#holds.get(id)
    const result = decideCountUse(limits, this.#counts(existing?.customerKey ?? ''), existing)
    if (existing && result.outcome === 'used') this.#put({ ...existing, state: 'used' })
    return result.outcome === 'refused' ? result.reason : result.outcome
  }
  release(id: string) {
    const existing = this.#holds.get(id) ?? { id, customerKey: '', expiresAtMs: 0, state: 'released' as const }
    const { outcome } = decideReleaseUse(this.#holds.get(id))
    if (outcome !== 'replayed') this.#put({ ...existing, state: 'released' })
    return outcome
  }
  #put(hold: KnownUseHold) {
    this.#holds.set(hold.id, hold)
  }
  #counts(customerKey: string) {
    return { total: this.taken(), byCustomer: this.taken(customerKey) }
  }
}

type Step =
  | { do: 'hold'; id: string; customerKey: string }
  | { do: 'count'; id: string }
  | { do: 'release'; id: string }
  | { do: 'wait'; ms: number }
interface Done {
  readonly step: Step
  readonly answer: string
  readonly atMs: number
}

/** What a step should come to, read from the story so far. */
function expected(story: readonly Done[], step: Step, limits: UseLimits, nowMs: number): string {
  if (step.do === 'wait') return 'done'
  const about = (id: string) => story.filter((one) => 'id' in one.step && one.step.id === id)
  const ownerOf = (id: string) => {
    const held = about(id).find((one) => one.answer === 'held')?.step
    return held?.do === 'hold' ? held.customerKey : null
  }
  const fateOf = (id: string) => {
    const answers = about(id).map((one) => one.answer)
    if (answers.some((answer) => ['released', 'given_back', 'unknown'].includes(answer))) return 'released'
    if (answers.includes('used')) return 'used'
    const held = about(id).find((one) => one.answer === 'held')
    if (!held) return 'never'
    return nowMs < held.atMs + TTL_MS ? 'held' : 'expired'
  }
  const taken = IDS.filter((id) => ['held', 'used'].includes(fateOf(id)))
  const room = (customerKey: string | null) => {
    if (taken.length >= (limits.total ?? Number.POSITIVE_INFINITY)) return 'code_used_up'
    const ofCustomer = taken.filter((id) => ownerOf(id) === customerKey).length
    return ofCustomer >= (limits.perCustomer ?? Number.POSITIVE_INFINITY) ? 'code_used_by_customer' : null
  }
  const fate = fateOf(step.id)
  switch (step.do) {
    case 'release':
      return { never: 'unknown', held: 'released', expired: 'released', used: 'given_back', released: 'replayed' }[fate]
    case 'count':
      if (fate === 'expired') return room(ownerOf(step.id)) ?? 'used'
      return { never: 'hold_unknown', held: 'used', used: 'replayed', released: 'hold_released' }[fate]
    case 'hold':
      if (fate === 'held') return ownerOf(step.id) === step.customerKey ? 'replayed' : 'hold_id_reused'
      return fate === 'never' ? (room(step.customerKey) ?? 'held') : 'hold_ended'
  }
}

function perform(uses: Uses, step: Step, limits: UseLimits): string {
  if (step.do === 'wait') return uses.wait(step.ms)
  if (step.do === 'hold') return uses.hold(step.id, step.customerKey, limits)
  return step.do === 'count' ? uses.count(step.id, limits) : uses.release(step.id)
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f']
const CUSTOMERS = ['ann', 'bob', 'cho']
const id = fc.constantFrom(...IDS)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ do: fc.constant('hold' as const), id, customerKey: fc.constantFrom(...CUSTOMERS) }),
    weight: 5,
  },
  { arbitrary: fc.record({ do: fc.constant('count' as const), id }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('release' as const), id }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(TTL_MS) }), weight: 2 },
)
const limit = fc.option(fc.integer({ min: 1, max: 4 }))

test('a promotion is never used more often than its limits say, in all and by each customer', () => {
  const stories = fc.tuple(fc.record({ total: limit, perCustomer: limit }), fc.array(step, { maxLength: 40 }))
  fc.assert(
    fc.property(stories, ([limits, steps]) => {
      const uses = new Uses()
      const done: Done[] = []
      for (const one of steps) {
        const answer = perform(uses, one, limits)
        expect(answer).toBe(expected(done, one, limits, uses.nowMs))
        done.push({ step: one, answer, atMs: uses.nowMs })
        expect(uses.taken()).toBeLessThanOrEqual(limits.total ?? Number.POSITIVE_INFINITY)
        for (const customer of CUSTOMERS) {
          expect(uses.taken(customer)).toBeLessThanOrEqual(limits.perCustomer ?? Number.POSITIVE_INFINITY)
        }
      }
    }),
    { numRuns: 1000 },
  )
})
