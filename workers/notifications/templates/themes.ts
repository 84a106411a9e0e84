/**
 * The looks of a mail, one per store theme: the colours of the storefront (app/ui/tokens.css), written out, since mail
 * programs know no CSS variables. Each has a light and a dark set; Night is dark in both. A test holds every pair of text
 * and ground to WCAG AA.
 */
import type { THEMES } from '#contract/store.ts'

export interface Colors {
  canvas: string
  surface: string
  text: string
  muted: string
  line: string
  accent: string
  accentText: string
}
export interface MailTheme {
  light: Colors
  dark: Colors
  headingFont: string
  headingWeight: number
  bodyFont: string
  radius: string
}

const SANS = "'Instrument Sans', -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif"
const SERIF = "Fraunces, 'Iowan Old Style', Palatino, Georgia, serif"

const NIGHT: Colors = {
  canvas: '#0e131d',
  surface: '#171e2c',
  text: '#eceae5',
  muted: '#a9b0bf',
  line: '#283246',
  accent: '#f0b95c',
  accentText: '#17120a',
}

export const MAIL_THEMES: Record<(typeof THEMES)[number], MailTheme> = {
  plain: {
    light: {
      canvas: '#f5f4f1',
      surface: '#ffffff',
      text: '#1c1b19',
      muted: '#63605a',
      line: '#e2dfd9',
      accent: '#1c1b19',
      accentText: '#ffffff',
    },
    dark: {
      canvas: '#111111',
      surface: '#1b1b1a',
      text: '#f1f1ee',
      muted: '#acaca7',
      line: '#353533',
      accent: '#f1f1ee',
      accentText: '#1a1a19',
    },
    headingFont: SANS,
    headingWeight: 500,
    bodyFont: SANS,
    radius: '0px',
  },
  warm: {
    light: {
      canvas: '#f3ece2',
      surface: '#fbf8f3',
      text: '#2a221d',
      muted: '#6b5d53',
      line: '#e5dacb',
      accent: '#9c4124',
      accentText: '#ffffff',
    },
    dark: {
      canvas: '#191512',
      surface: '#231e19',
      text: '#f3ebe0',
      muted: '#bbac9b',
      line: '#3e352c',
      accent: '#e39a75',
      accentText: '#231e19',
    },
    headingFont: SERIF,
    headingWeight: 400,
    bodyFont: SANS,
    radius: '4px',
  },
  night: { light: NIGHT, dark: NIGHT, headingFont: SERIF, headingWeight: 400, bodyFont: SANS, radius: '8px' },
}
