/** WCAG 2.2: text 4.5:1 against each ground it stands on (1.4.3); edges of controls and the focus ring 3:1 (1.4.11). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { THEMES } from '#contract/store.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function coloursOf(theme: string, scheme = ''): Record<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\]${scheme}\\s*{([^}]*)}`).exec(css)?.[1] ?? ''
  const found = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)]
  return Object.fromEntries(found.map(([, name, value]) => [name, value]))
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['background', 'surface']
const TEXTS = ['text', 'muted', 'link', 'positive', 'caution', 'negative']
const EDGES = ['control-line', 'focus', 'accent', 'positive']

const PAIRS: [ink: string, ground: string, atLeast: number][] = [
  ...TEXTS.flatMap((ink) => GROUNDS.map((ground): [string, string, number] => [ink, ground, 4.5])),
  ...EDGES.flatMap((edge) => GROUNDS.map((ground): [string, string, number] => [edge, ground, 3])),
  ['accent-text', 'accent', 4.5],
  ['accent-text', 'accent-hover', 4.5],
  ['background', 'text', 4.5], // the current page, the current chip, the skip link
]

describe.each([
  ...THEMES.map((theme) => ({ name: `theme "${theme}"`, colours: coloursOf(theme) })),
  { name: 'platform in the dark', colours: coloursOf('plain', '\\[data-scheme="auto"\\]') },
])('the $name', ({ colours }) => {
  test.each(PAIRS)('%s on %s has at least %d:1', (ink, ground, atLeast) => {
    expect(contrast(colours[ink] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(atLeast)
  })
})
