import { describe, expect, test } from 'vitest'
import { type Colors, MAIL_THEMES } from './themes.ts'

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const WRITTEN_ON: [keyof Colors, keyof Colors][] = [
  ['text', 'surface'],
  ['muted', 'surface'],
  ['accent', 'surface'],
  ['text', 'canvas'],
  ['muted', 'canvas'],
  ['accentText', 'accent'],
]

describe.each(Object.entries(MAIL_THEMES))('the %s theme', (_, theme) => {
  test.each(['light', 'dark'] as const)('can be read in %s mode: at least 4.5 to 1 (WCAG AA)', (mode) => {
    for (const [ink, ground] of WRITTEN_ON) {
      const ratio = contrast(theme[mode][ink], theme[mode][ground])
      expect(ratio, `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })
})
