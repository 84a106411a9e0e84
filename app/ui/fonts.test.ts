/** What fonts may cost: two thirds of a page were fonts once. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { localesByName } from '../dashboard/settings/locales.ts'

const FOLDER = new URL('../fonts/', import.meta.url)
const css = readFileSync(new URL('./font-faces.css', import.meta.url), 'utf8')
const sizeOf = (name: string) => statSync(new URL(name, FOLDER)).size
const files = readdirSync(FOLDER)

/** The characters of a face, by its `unicode-range`. */
function charactersOf(file: string): Set<number> {
  const face = css.split('@font-face').find((one) => one.includes(`/${file}"`)) ?? ''
  const ranges = /unicode-range:([^;]+);/.exec(face)?.[1]?.trim().split(/,\s*/) ?? []
  return new Set(
    ranges.flatMap((range) => {
      const [from = 0, to = from] = range
        .slice(2)
        .split('-')
        .map((code) => Number.parseInt(code, 16))
      return Array.from({ length: to - from + 1 }, (_, at) => from + at)
    }),
  )
}
const inFamily = (family: string) => files.filter((file) => file.startsWith(family))

describe.each(['fraunces', 'instrument-sans'])('the font %s', (family) => {
  test('costs an English page at most 24 kB', () => {
    expect(sizeOf(`${family}-basic.woff2`)).toBeLessThan(24_000)
  })

  test('costs any page at most 52 kB, whatever its language', () => {
    expect(inFamily(family).reduce((sum, file) => sum + sizeOf(file), 0)).toBeLessThan(52_000)
  })

  test('has each character in one file', () => {
    const all = inFamily(family).flatMap((file) => [...charactersOf(file)])
    expect(all.length).toBeGreaterThan(250)
    expect(new Set(all).size).toBe(all.length)
  })

  test('has the letters that languages written in Latin name themselves with', () => {
    const known = new Set(inFamily(family).flatMap((file) => [...charactersOf(file)]))
    const names = localesByName('en').flatMap(({ code }) => {
      const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? ''
      return [...name].every((letter) => /[\p{Script=Latin}\p{Script=Common}]/u.test(letter)) ? [name] : []
    })
    const missing = names
      .filter((name) => !name.startsWith('Tiếng'))
      .flatMap((name) => [...name].filter((letter) => !known.has(letter.codePointAt(0) ?? 0)))
    expect(missing).toEqual([])
  })
})
