import type { Totals } from '#contract/cart.ts'
import { priceText, taxRateText } from '../lib/price.ts'

interface Props {
  totals: Totals
  shippingName: string
  locale: string
}

/** Every amount with what it is for. Where prices include tax, the tax is a part of the total and said below it. */
export function TotalsList({ totals, shippingName, locale }: Props) {
  const rate = totals.tax_rate_bps > 0 ? ` (${taxRateText(totals.tax_rate_bps)})` : ''
  return (
    <dl className="totals">
      <div>
        <dt>Subtotal</dt>
        <dd>{priceText(totals.subtotal, locale)}</dd>
      </div>
      <div>
        <dt>{shippingName}</dt>
        <dd>{totals.shipping.amount_minor === 0 ? 'Free' : priceText(totals.shipping, locale)}</dd>
      </div>
      {totals.tax_included ? null : (
        <div>
          <dt>Tax{rate}</dt>
          <dd>{priceText(totals.tax, locale)}</dd>
        </div>
      )}
      <div className="totals__total">
        <dt>Total</dt>
        <dd>{priceText(totals.total, locale)}</dd>
      </div>
      {totals.tax_included ? (
        <div className="totals__included">
          <dt>Includes tax{rate}</dt>
          <dd>{priceText(totals.tax, locale)}</dd>
        </div>
      ) : null}
    </dl>
  )
}
