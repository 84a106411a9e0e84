import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test.each([
  ['Stoneware mug', 'SM'],
  ['soap & dish', 'SD'],
  ['Émail bowl', 'ÉB'],
  ['e\u0301mail', 'É'],
  ['Lamp', 'L'],
  ['3-piece set', '3P'],
  ['湯呑み茶碗', '湯'],
  ['有田焼 湯呑み', '有'],
  ['🎁 — !', ''],
  ['', ''],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
