import { expect, test } from 'vitest'
import { distinctLines, linesOfElements } from './json-lines.ts'

test('each element of the array at the top has the line that it begins on', () => {
  expect(linesOfElements('[\n  {"a": [1,\n 2]},\n\n  {"b": "],[{\\""}, 3\n]', null)).toEqual([2, 5, 5])
  expect(linesOfElements('[]', null)).toEqual([])
})

test('each element of the array under a key, wherever that name stands besides', () => {
  const text =
    '{\n"x": "products",\n"y": {"products": [1]},\n"products": [\n{"products": [1, 2]},\n{}\n],\n"z": [[1], 2]\n}'
  expect(linesOfElements(text, 'products')).toEqual([5, 6])
  expect(linesOfElements(text, 'z')).toEqual([8, 8])
  expect(linesOfElements(text, 'none')).toEqual([])
})

test('elements that share a line are told apart by their number', () => {
  expect(distinctLines([2, 5, 9])).toEqual([2, 5, 9])
  expect(distinctLines([1, 1, 1])).toEqual([1, 2, 3])
  expect(distinctLines([])).toEqual([])
})
