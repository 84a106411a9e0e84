/** "Set all to 10 % less": counts the prices of a table anew, for the page to show. Saves nothing. */
import { divideRounded } from '#domain/money.ts'
import { type Refused, refuse } from '../../server/submit-form.ts'
import { createFormReader } from '../../ui/form-reader.ts'
import { rowNumbers } from '../../ui/row-numbers.ts'
import type { StoreNumbers } from '../../ui/store-numbers.ts'
import { amountText, readAmount } from '../../ui/typed-numbers.ts'
import { REPRICE } from './price-list-fields.ts'

const ALL_BPS = 10_000

/**
 * The page with every price in sight at its own price less the share, if that button was pressed; rows that are not on
 * the list are ticked. Rounded half away from zero, as all money is.
 */
export function repriced(form: FormData, { currency, locale }: StoreNumbers): Refused | null {
  if (!form.has(REPRICE)) return null
  const { text, percent, problems } = createFormReader(form)
  const offBps = percent('off')
  if (offBps > ALL_BPS) problems.off = 'At most 100 %.'
  if (problems.off) return refuse(form, { message: null, fields: { off: problems.off } })
  for (const number of rowNumbers(form.keys(), 'prices')) {
    const row = `prices.${number}`
    const ownMinor = readAmount(text(`${row}.own`), currency, locale)
    if (ownMinor === null) continue
    const priceMinor = divideRounded(BigInt(ownMinor) * BigInt(ALL_BPS - offBps), BigInt(ALL_BPS))
    form.set(`${row}.price`, amountText(priceMinor, currency, locale))
    form.set(`${row}.add`, 'on')
  }
  return refuse(form, { message: null, fields: {} }, 200)
}
