/** What is wrong with a file that is none of the formats, for the person who has chosen it. Judged by its beginning. */
import { oneLine } from '#domain/one-line.ts'
import { clip } from './fields.ts'

const AS_CSV = 'Save it as CSV in UTF-8 and choose that file.'
const NAMES_SHOWN = 5

/** `head` is what `recognise` was given. */
export function whyUnrecognised(head: Uint8Array): string {
  if (head.length === 0) return 'The file is empty.'
  if (isSpreadsheet(head)) return `This is a spreadsheet or an archive, not a CSV. ${AS_CSV}`
  const text = new TextDecoder().decode(head)
  if (text.includes('\0')) return `The file is not text in UTF-8. ${AS_CSV}`
  const start = text.trimStart()
  if (start === '') return 'The file is empty.'
  if (start.startsWith('{') || start.startsWith('[')) return 'This JSON has no products that can be read.'
  const [header = ''] = start.split(/[\r\n]/, 1)
  const names = header.split(/[,;\t]/).map((name) => clip(oneLine(name.replaceAll('"', ''))))
  if (start.startsWith('<') || names.length < 2) return `This is not a CSV with a line of column names. ${AS_CSV}`
  const others = names.length > NAMES_SHOWN ? ' …' : ''
  return `The first line has to name the columns “Handle”, “Title” and “Variant Price”. It has ${names
    .slice(0, NAMES_SHOWN)
    .map((name) => `“${name}”`)
    .join(', ')}${others}.`
}

/** The marks of ZIP, which .xlsx and .ods are, and of the .xls of before. */
const isSpreadsheet = ([a, b, c, d]: Uint8Array): boolean =>
  (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
