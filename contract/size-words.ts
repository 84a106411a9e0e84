/** What is said of a text, a number or a list that is too large, wherever a schema has no words of its own for it. */
import * as z from 'zod'

const COUNT = new Intl.NumberFormat('en')

z.config({ customError: (issue) => (issue.code === 'too_big' ? tooBig(issue) : undefined) })

function tooBig({ origin, maximum, path }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const most = COUNT.format(maximum)
  if (origin === 'string') return `At most ${most} characters.`
  // Forms have amounts in major units: the number would be another than the person knows.
  if (String(path?.at(-1)).endsWith('_minor')) return 'This amount is too large.'
  return origin === 'array' ? `At most ${most} of them.` : `At most ${most}.`
}

/** The words of a schema for all that is wrong with its value but its size, which would else be told in the same words. */
export const unlessTooBig =
  (words: string | undefined) =>
  ({ code }: { code: string }): string | undefined =>
    code === 'too_big' ? undefined : words
