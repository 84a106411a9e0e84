import { expect, test } from 'vitest'
import { actorText } from './actor-words.ts'

const TEAM = [{ user_id: 'u1', name: 'Ada' }]

test.each([
  ['user:u1', 'Ada'],
  ['user:u2', 'Somebody who has left the team'],
  ['import:i1', 'An import'],
  ['checkout:c1', 'A checkout'],
  ['escrow', 'Tradewind'],
  ['robot:7', 'robot:7'],
])('%s is %s', (actor, words) => {
  expect(actorText(actor, TEAM)).toBe(words)
})
