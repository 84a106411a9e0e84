/** Gift cards under any order of requests, against a reference that keeps nothing but a list of what happened. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GiftCardState, KnownGiftCardHold } from './gift-card.ts'
import { decideCapture, decideHoldAmount, decideReleaseAmount, type GiftCardHoldState } from './gift-card.ts'

const TTL_MS = 100
/** The deciders with a store around them, as the object has it: what is over ends first, an answer is kept. */
class Card {
  nowMs = 0
  entries: number[] = []
  #issued: Pick<GiftCardState, 'currency' | 'expiresAtMs'> | null = null
  #isDisabled = false
  readonly #holds = new Map<string, KnownGiftCardHold>()

  get heldMinor() {
    return total([...this.#holds.values()].filter(({ state }) => state === 'held').map((hold) => hold.amountMinor))
  }
  get balanceMinor() {
    return total(this.entries)
  }
  issue(amountMinor: number, expiresAtMs: number | null) {
    if (this.#issued) return 'replayed'
    this.#issued = { currency: 'USD', expiresAtMs }
    this.entries.push(amountMinor)
    return 'issued'
  }
  disable(isDisabled: boolean) {
    this.#isDisabled = isDisabled
    return 'done'
  }
  wait(ms: number) {
    this.nowMs += ms
    for (const [id, hold] of this.#holds) {
      if (hold.state === 'held' && hold.expiresAtMs <= this.nowMs) this.#put(id, 'expired')
    }
    return 'done'
  }
  hold(id: string, amountMinor: number, currency: string) {
    const wanted = { id, amountMinor, expiresAtMs: this.nowMs + TTL_MS }
    const result = decideHoldAmount(this.#state(), this.#holds.get(id), wanted, currency, this.nowMs)
    if (result.outcome === 'held') this.#holds.set(id, { ...result.hold, state: 'held' })
    return result.outcome === 'refused' ? result.reason : result.outcome
  }
  capture(id: string) {
    const result = decideCapture(this.#state(), this.#holds.get(id))
    if (result.outcome === 'captured') {
      this.entries.push(-(this.#holds.get(id)?.amountMinor ?? 0))
      this.#put(id, 'captured')
    }
    return result.outcome === 'refused' ? result.reason : result.outcome
  }
  release(id: string) {
    const { outcome } = decideReleaseAmount(this.#holds.get(id))
    if (outcome === 'refunded') this.entries.push(this.#holds.get(id)?.amountMinor ?? 0)
    if (outcome === 'unknown') this.#holds.set(id, { id, amountMinor: 0, expiresAtMs: 0, state: 'released' })
    else if (outcome !== 'replayed') this.#put(id, 'released')
    return outcome
  }
  #put(id: string, state: GiftCardHoldState) {
    const hold = this.#holds.get(id)
    if (hold) this.#holds.set(id, { ...hold, state })
  }
  #state(): GiftCardState | undefined {
    const { balanceMinor, heldMinor } = this
    return this.#issued ? { ...this.#issued, balanceMinor, heldMinor, isDisabled: this.#isDisabled } : undefined
  }
}
const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0)

type Step =
  | { do: 'issue'; amountMinor: number; expiresAtMs: number | null }
  | { do: 'hold'; id: string; amountMinor: number; currency: string }
  | { do: 'capture'; id: string }
  | { do: 'release'; id: string }
  | { do: 'wait'; ms: number }
  | { do: 'disable'; isDisabled: boolean }
interface Done {
  readonly step: Step
  readonly answer: string
  readonly atMs: number
}

/** What a step should come to, read from the story so far. */
function expected(story: readonly Done[], step: Step, nowMs: number): string {
  if (step.do === 'wait' || step.do === 'disable') return 'done'
  const issue = story.find((one) => one.answer === 'issued')?.step
  if (step.do === 'issue') return issue ? 'replayed' : 'issued'
  const about = (id: string) => story.filter((one) => 'id' in one.step && one.step.id === id)
  const amountOf = (id: string) => {
    const held = about(id).find((one) => one.answer === 'held')?.step
    return held?.do === 'hold' ? held.amountMinor : 0
  }
  const fateOf = (id: string) => {
    const answers = about(id).map((one) => one.answer)
    if (answers.some((answer) => ['released', 'refunded', 'unknown'].includes(answer))) return 'released'
    if (answers.includes('captured')) return 'captured'
    const held = about(id).find((one) => one.answer === 'held')
    if (!held) return 'never'
    return nowMs < held.atMs + TTL_MS ? 'held' : 'expired'
  }
  const ids = [...new Set(story.flatMap((one) => ('id' in one.step ? [one.step.id] : [])))]
  const sumWhere = (fate: string) => total(ids.filter((id) => fateOf(id) === fate).map(amountOf))
  const balance = (issue?.do === 'issue' ? issue.amountMinor : 0) - sumWhere('captured')
  const spendable = balance - sumWhere('held')
  const fate = fateOf(step.id)
  const amount = amountOf(step.id)

  if (step.do === 'release') {
    return { never: 'unknown', held: 'released', captured: 'refunded', released: 'replayed', expired: 'released' }[fate]
  }
  if (step.do === 'capture') {
    if (fate === 'expired') return amount <= spendable ? 'captured' : 'gift_card_insufficient'
    return { never: 'hold_unknown', held: 'captured', captured: 'replayed', released: 'hold_released' }[fate]
  }
  if (fate === 'held') return step.amountMinor === amount ? 'replayed' : 'hold_id_reused'
  if (fate !== 'never') return 'hold_ended'
  if (issue?.do !== 'issue') return 'gift_card_not_found'
  if (step.currency !== 'USD') return 'gift_card_currency_mismatch'
  const switched = story.findLast((one) => one.step.do === 'disable')?.step
  if (switched?.do === 'disable' && switched.isDisabled) return 'gift_card_disabled'
  if (issue.expiresAtMs !== null && nowMs >= issue.expiresAtMs) return 'gift_card_expired'
  return step.amountMinor <= spendable ? 'held' : 'gift_card_insufficient'
}

function perform(card: Card, step: Step): string {
  switch (step.do) {
    case 'issue':
      return card.issue(step.amountMinor, step.expiresAtMs)
    case 'hold':
      return card.hold(step.id, step.amountMinor, step.currency)
    case 'capture':
      return card.capture(step.id)
    case 'release':
      return card.release(step.id)
    case 'wait':
      return card.wait(step.ms)
    case 'disable':
      return card.disable(step.isDisabled)
  }
}

const id = fc.constantFrom('a', 'b', 'c', 'd')
const amountMinor = fc.integer({ min: 1, max: 8 })
const hold = fc.record({
  do: fc.constant('hold' as const),
  id,
  amountMinor,
  currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'JPY'),
})
const issue = fc.record({
  do: fc.constant('issue' as const),
  amountMinor: fc.integer({ min: 1, max: 20 }),
  expiresAtMs: fc.option(fc.nat(600)),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: issue, weight: 1 },
  { arbitrary: hold, weight: 5 },
  { arbitrary: fc.record({ do: fc.constantFrom('capture' as const, 'release' as const), id }), weight: 6 },
  { arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(TTL_MS) }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('disable' as const), isDisabled: fc.boolean() }), weight: 1 },
)

describe('a gift card', () => {
  test('keeps its promise and gives the answers of the reference after every step', () => {
    const story = fc.tuple(issue, fc.array(step, { maxLength: 40 }), fc.boolean())
    fc.assert(
      fc.property(story, ([first, others, isIssuedFirst]) => {
        const card = new Card()
        const done: Done[] = []
        for (const one of isIssuedFirst ? [first, ...others] : others) {
          const answer = perform(card, one)
          expect(answer).toBe(expected(done, one, card.nowMs))
          done.push({ step: one, answer, atMs: card.nowMs })
          expect(card.heldMinor).toBeGreaterThanOrEqual(0)
          expect(card.balanceMinor).toBeGreaterThanOrEqual(card.heldMinor)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
