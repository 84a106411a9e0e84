/**
 * The style of a mail, made from its theme: inline for programs that read nothing else, and a style sheet for dark mode
 * and phones. The sheet has neither quotes nor angle brackets, since React escapes them inside <style>.
 */
import type { CSSProperties } from 'react'
import type { Colors, MailTheme } from './themes.ts'

export type Styles = ReturnType<typeof mailStyles>

const BODY = { fontSize: '16px', lineHeight: '25px' }
const TABULAR: CSSProperties = { fontVariantNumeric: 'tabular-nums' }
/** A long word, such as a name without spaces, breaks before it makes a phone scroll sideways. */
const BREAKING: CSSProperties = { wordBreak: 'break-word' }
const SMALL = { fontSize: '14px', lineHeight: '21px' }

export function mailStyles(theme: MailTheme) {
  const { canvas, surface, text, muted, line, accent, accentText } = theme.light
  const body = { margin: 0, color: text, fontFamily: theme.bodyFont, ...BODY, ...BREAKING }
  const money: CSSProperties = { textAlign: 'right', whiteSpace: 'nowrap', verticalAlign: 'top', ...TABULAR }
  const heading = {
    margin: 0,
    color: text,
    fontFamily: theme.headingFont,
    fontWeight: theme.headingWeight,
    ...BREAKING,
  }
  return {
    body: { backgroundColor: canvas, margin: 0, padding: 0 },
    canvas: { backgroundColor: canvas, padding: '32px 0' },
    surface: { backgroundColor: surface, maxWidth: '600px', padding: '40px 48px 48px', borderRadius: theme.radius },
    storeName: { ...heading, fontSize: '18px', lineHeight: '24px', textDecoration: 'none' },
    h1: { ...heading, fontSize: '32px', lineHeight: '38px', letterSpacing: '-0.01em', padding: '40px 0 16px' },
    h2: { ...heading, fontSize: '18px', lineHeight: '24px', padding: '0 0 16px' },
    text: body,
    furtherText: { ...body, marginTop: '16px' },
    button: {
      backgroundColor: accent,
      color: accentText,
      borderRadius: theme.radius,
      fontFamily: theme.bodyFont,
      fontSize: '16px',
      fontWeight: 500,
      lineHeight: '24px',
      marginTop: '24px',
      padding: '12px 28px',
    },
    rule: { borderTop: `1px solid ${line}`, margin: '40px 0 32px' },
    thinRule: { borderTop: `1px solid ${line}`, margin: '16px 0' },
    stepNumber: { ...body, ...heading, color: accent, width: '28px', padding: '4px 0', verticalAlign: 'top' },
    step: { ...body, padding: '4px 0', verticalAlign: 'top' },
    item: { marginBottom: '16px' },
    pictureColumn: { width: '72px', verticalAlign: 'top' },
    picture: { backgroundColor: line, width: '72px', height: '90px', borderRadius: theme.radius },
    img: { display: 'block', objectFit: 'cover', borderRadius: theme.radius },
    itemWords: { padding: '0 16px', verticalAlign: 'top' },
    itemTitle: { ...body, fontWeight: 500 },
    small: { ...body, ...SMALL, color: muted },
    amount: { ...body, ...money },
    totalLabel: { ...body, ...SMALL, color: muted, padding: '4px 16px 4px 0', verticalAlign: 'top' },
    totalAmount: { ...body, ...SMALL, ...money, padding: '4px 0' },
    grandLabel: { ...body, fontSize: '18px', fontWeight: 600, padding: '12px 16px 0 0', verticalAlign: 'top' },
    grandAmount: { ...body, ...money, fontSize: '18px', fontWeight: 600, padding: '12px 0 0' },
    note: { ...body, ...SMALL, color: muted, fontWeight: 400, textAlign: 'right' },
    highlight: { border: `1px solid ${line}`, borderRadius: theme.radius, marginTop: '24px', padding: '16px 20px' },
    highlightLabel: { ...body, ...SMALL, color: muted },
    highlightValue: {
      ...body,
      ...TABULAR,
      fontSize: '24px',
      lineHeight: '36px',
      fontWeight: 600,
      letterSpacing: '0.06em',
    },
    detailRows: { marginTop: '24px' },
    detailLabel: { ...body, ...SMALL, color: muted, width: '72px', padding: '4px 16px 4px 0', verticalAlign: 'top' },
    detailValue: { ...body, ...SMALL, padding: '4px 0', verticalAlign: 'top' },
    underButton: { ...body, ...SMALL, color: muted, marginTop: '16px' },
    textLink: { color: text, textDecoration: 'underline' },
    address: { color: muted, textDecoration: 'underline', wordBreak: 'break-all' },
    fact: { width: '50%', paddingRight: '16px', verticalAlign: 'top' },
    factText: body,
    footer: { maxWidth: '600px', padding: '24px 48px 16px' },
    footerText: { ...body, ...SMALL, color: muted },
  } satisfies Record<string, CSSProperties>
}

/** Dark mode repeats each colour by class; `!important` is what wins over the inline style. */
export function mailCss(theme: MailTheme): string {
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    `@media (prefers-color-scheme: dark){${darkRules(theme.dark)}}`,
    `@media (max-width: 620px){${PHONE_RULES}}`,
  ].join('')
}

const darkRules = (colors: Colors) =>
  [
    `.canvas{background-color:${colors.canvas} !important}`,
    `.surface{background-color:${colors.surface} !important}`,
    `.text{color:${colors.text} !important}`,
    `.muted{color:${colors.muted} !important}`,
    `.line{border-color:${colors.line} !important}`,
    `.picture{background-color:${colors.line} !important}`,
    `.accent{color:${colors.accent} !important}`,
    `.button{background-color:${colors.accent} !important}`,
    `.button,.button span{color:${colors.accentText} !important}`,
  ].join('')

const PHONE_RULES = [
  '.canvas{padding-top:0 !important}',
  '.surface{padding:24px 20px 32px !important;border-radius:0 !important}',
  '.footer{padding:24px 20px 8px !important}',
  '.h1{font-size:28px !important;line-height:34px !important;padding-top:32px !important}',
  '.stack{display:block !important;width:100% !important;padding-right:0 !important}',
  '.stacked{padding-top:24px !important}',
].join('')
