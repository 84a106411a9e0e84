/**
 * `npm run generate:fonts`: the fonts that pages send, cut from those of Fontsource to what pages show. Each family is three
 * files, of which a browser loads those that have a letter of the page (`unicode-range` in app/ui/fonts.css):
 *
 *   basic   ASCII and the marks of our own texts; loaded at once
 *   latin   the rest of Latin-1, with the letters of French
 *   more    the other Latin letters of the languages that a store can speak (app/dashboard/settings/locales.ts), Vietnamese aside
 *
 * Axes are narrowed to the weights that styles ask for; the optical size is pinned to that of headings.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import subsetFont from 'subset-font'
import { continueInOwnNode, ensureInstalled, ROOT, runTool } from './environment.mjs'

const OUT = path.join(ROOT, 'app', 'fonts')

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join('')

const TEXTS = {
  basic: `${range(0x20, 0x7e)}\u00a0–—‘’“”•…€£¥×−©·`,
  latin: `${range(0xa1, 0xff)}ŒœŸ‚„‹›ʼ™`.replace(/[£¥©·×]/g, ''),
  // Czech, Estonian, Croatian, Hungarian, Latvian, Lithuanian, Polish, Romanian, Slovak, Slovene, Turkish.
  more: 'ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŔŕŘřŚśŞşŠšŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț',
}

/** `files`: where the letters of each text are. */
const FAMILIES = {
  fraunces: {
    title: 'Fraunces',
    files: (name) =>
      `@fontsource-variable/fraunces/files/fraunces-${name === 'more' ? 'latin-ext' : 'latin'}-opsz-normal.woff2`,
    axes: { opsz: 48, wght: { min: 350, max: 600 } },
  },
  'instrument-sans': {
    title: 'Instrument Sans',
    files: (name) =>
      `@fontsource-variable/instrument-sans/files/instrument-sans-${name === 'more' ? 'latin-ext' : 'latin'}-wght-normal.woff2`,
    axes: { wght: { min: 400, max: 600 } },
  },
}

async function cut(family, name) {
  const { files, axes } = FAMILIES[family]
  const whole = await readFile(path.join(ROOT, 'node_modules', files(name)))
  return subsetFont(whole, TEXTS[name], { targetFormat: 'woff2', variationAxes: axes })
}

/** "U+20-7E, U+A0, …" of the characters of a text (CSS Fonts 4 §4.5). */
function unicodeRange(text) {
  const codes = [...new Set(text)].map((letter) => letter.codePointAt(0)).sort((a, b) => a - b)
  const runs = []
  for (const code of codes) {
    const run = runs.at(-1)
    if (run && run[1] === code - 1) run[1] = code
    else runs.push([code, code])
  }
  const hex = (code) => code.toString(16).toUpperCase()
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(', ')
}

const faceOf = (family, name) => {
  const { title, axes } = FAMILIES[family]
  return `@font-face {
  font-family: "${title}";
  src: url("../fonts/${family}-${name}.woff2") format("woff2");
  font-weight: ${axes.wght.min} ${axes.wght.max};
  font-style: normal;
  font-display: swap;
  unicode-range: ${unicodeRange(TEXTS[name])};
}
`
}

ensureInstalled()
await continueInOwnNode()
await mkdir(OUT, { recursive: true })
const faces = []
for (const family of Object.keys(FAMILIES)) {
  for (const name of Object.keys(TEXTS)) {
    const font = await cut(family, name)
    await writeFile(path.join(OUT, `${family}-${name}.woff2`), font)
    faces.push(faceOf(family, name))
    console.log(`${family}-${name} ${font.length} bytes`)
  }
}
const head = '/* Written by `npm run generate:fonts`. */\n'
const styles = path.join(ROOT, 'app', 'ui', 'font-faces.css')
await writeFile(styles, head + faces.join('\n'))
await runTool('biome', ['format', '--write', styles])
