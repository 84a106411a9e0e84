import { describe, expect, test } from 'vitest'
import { rowNumbers } from '../ui/row-numbers.ts'
import { changedRows } from './form-rows.ts'

const formOf = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
const pageOf = (fields: Record<string, string>) => changedRows(formOf(fields))?.data.values ?? null

describe('the rows of a form', () => {
  test('are numbered, with gaps and in order', () => {
    expect(rowNumbers(['rates.10.name', 'rates.2.name', 'rates.2.price', 'name', 'rates.x'], 'rates')).toEqual([2, 10])
  })

  test('of a list in a list are told from those of the list', () => {
    expect(rowNumbers(['rates.0.name', 'rates.0.steps.3.price'], 'rates.0.steps')).toEqual([3])
  })
})

describe('a button of the rows', () => {
  const typed = { form: 'zone', name: 'Europe', 'rates.0.name': 'Post', 'rates.1.name': 'Van' }

  test('adds one after the last, and keeps what was typed', () => {
    const values = pageOf({ ...typed, rows: 'add rates' })
    expect(rowNumbers(Object.keys(values ?? {}), 'rates')).toEqual([0, 1, 2])
    expect(values).toMatchObject({ name: 'Europe', 'rates.1.name': 'Van' })
  })

  test('adds the first one to an empty list', () => {
    expect(rowNumbers(Object.keys(pageOf({ form: 'taxes', rows: 'add rates' }) ?? {}), 'rates')).toEqual([0])
  })

  test('removes one with all that is in it, and no other', () => {
    const values = pageOf({ ...typed, 'rates.0.steps.0.price': '4', 'rates.10.name': 'Bike', rows: 'remove rates.0' })
    expect(rowNumbers(Object.keys(values ?? {}), 'rates')).toEqual([1, 10])
  })

  test('that was not pressed changes nothing', () => {
    expect(pageOf(typed)).toBeNull()
  })
})
