/** The same page as plain text, for readers and programs that take no HTML: sender above, whom to ask below. */
import { unlinked } from '../typed-text.ts'
import type { Sender } from './layout.tsx'

const WIDTH = 60
const RULE = '-'.repeat(WIDTH)

export const textPage = (sender: Sender, heading: string, lines: string[]): string =>
  [
    unlinked(sender.name),
    '',
    heading,
    '',
    ...lines,
    RULE,
    `Questions? Reply to this e-mail or write to ${sender.contact_email}.`,
    `${unlinked(sender.name)}, ${sender.url}`,
    '',
  ].join('\n')

export const section = (title: string, lines: string[]): string[] => [title.toUpperCase(), RULE, ...lines, '']

/** Left and right ends of a line; at least two spaces between them, however long they are. */
export const columns = (left: string, right: string): string =>
  left + right.padStart(Math.max(WIDTH - left.length, right.length + 2))
