/**
 * Forms with rows that come and go: `rates.0.name`, `rates.1.name`. "Add" and "Remove" are buttons that send the form;
 * the answer is the same page with a row more or less, so they work without a script.
 */

import { rowNumbers } from '../ui/row-numbers.ts'
import { type Refused, refuse } from './submit-form.ts'

/** The name of those buttons; their value says what to do: `add rates`, `remove rates.1`. */
const ROWS_FIELD = 'rows'

/** The page with its rows changed, if one of the buttons was pressed. */
export function changedRows(form: FormData): Refused | null {
  const [what, place] = String(form.get(ROWS_FIELD) ?? '').split(' ')
  if (!place) return null
  if (what === 'add') form.set(`${place}.${(rowNumbers(form.keys(), place).at(-1) ?? -1) + 1}`, '')
  if (what === 'remove') {
    for (const name of [...form.keys()]) if (name === place || name.startsWith(`${place}.`)) form.delete(name)
  }
  return refuse(form, { message: null, fields: {} }, 200)
}
