/** Who asks for less motion sees none: by one rule that outweighs every stylesheet, and by asking in scripts. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const APP = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(APP, file), 'utf8')

test('one rule ends the movements of all elements', () => {
  const rule = /@media \(prefers-reduced-motion: reduce\) \{\s*\*,\s*::before,\s*::after \{([^}]*)\}/.exec(
    read('ui/utilities.css'),
  )?.[1]
  expect(rule).toMatch(/animation-duration: 1ms;\s*animation-iteration-count: 1;\s*transition-duration: 1ms;/)
  expect(rule).toContain('scroll-behavior: auto')
})

test('no stylesheet shouts over it', () => {
  const sheets = globSync('**/*.css', { cwd: APP }).filter((file) => !file.startsWith('node_modules'))
  expect(sheets.length).toBeGreaterThan(10)
  const loud = sheets.filter((file) => /(animation|transition|scroll-behavior)[^;{}]*!important/.test(read(file)))
  expect(loud).toEqual([])
})

test('a script that glides asks first', () => {
  const scripts = globSync('{client,ui,shell,storefront,dashboard}/**/*.{ts,tsx}', { cwd: APP })
  const gliding = scripts.filter((file) => !file.endsWith('.test.ts') && /'smooth'|\.animate\(/.test(read(file)))
  expect(gliding).not.toEqual([])
  const deaf = gliding.filter((file) => !read(file).includes("matchMedia('(prefers-reduced-motion: reduce)')"))
  expect(deaf).toEqual([])
})
