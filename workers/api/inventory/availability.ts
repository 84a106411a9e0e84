/** The state of stock that shoppers are shown, from the pieces that can be sold. */
import { LOW_STOCK_AT } from '#contract/catalogue.ts'

export const availabilityOf = (available: number, isBackorderable = false) => {
  if (available > 0) return available <= LOW_STOCK_AT ? 'low_stock' : 'in_stock'
  return isBackorderable ? 'backorder' : 'sold_out'
}
