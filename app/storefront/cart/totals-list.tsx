import type { CartWideNotice, Explanation, Totals } from '#contract/cart.ts'
import { priceText, taxRateText } from '../../ui/price.ts'

interface Props {
  /** A cart or an order. */
  of: { totals: Totals; explanation: Explanation[]; estimated?: boolean; notices?: CartWideNotice[] }
  /** Of what gift cards leave. */
  payableLabel?: string
  locale: string
}

/**
 * Every amount with what it is for, from the goods down to what is to be paid. Where prices include tax, the tax is a part
 * of the total and said below it. What only the address can tell is said to be worked out from it, and the sum an estimate.
 */
export function TotalsList({ of, payableLabel = 'To pay', locale }: Props) {
  const { totals, explanation, estimated: isEstimate = false, notices = [] } = of
  const currency = totals.total.currency
  const isPartlyPaid = totals.gift_card.amount_minor > 0
  const rowsOf = (...kinds: Explanation['kind'][]) => explanation.filter(({ kind }) => kinds.includes(kind))
  const taxes = totals.taxes.map(({ name, rate_ppm, amount_minor }) => ({
    label: `${name} (${taxRateText(rate_ppm)})`,
    amount: priceText({ amount_minor, currency }, locale),
  }))
  return (
    <dl className="totals">
      <Row label="Subtotal" amount={priceText(totals.subtotal, locale)} />
      <Explained rows={rowsOf('discount')} locale={locale} />
      <Explained rows={rowsOf('shipping', 'shipping_discount')} locale={locale} />
      {totals.tax_included ? null : taxes.map((tax) => <Row key={tax.label} {...tax} />)}
      {notices.includes('tax_at_checkout') ? (
        <Row label="Tax" amount="Worked out from your address" className="totals__open" />
      ) : null}
      <Row
        label={isEstimate ? 'Estimated total' : 'Total'}
        amount={priceText(totals.total, locale)}
        className={isPartlyPaid ? undefined : 'totals__total'}
      />
      {isPartlyPaid ? (
        <>
          <Explained rows={rowsOf('gift_card')} locale={locale} />
          <Row
            label={isEstimate ? 'Left to pay (estimated)' : payableLabel}
            amount={priceText(totals.payable, locale)}
            className="totals__total"
          />
        </>
      ) : null}
      {totals.tax_included
        ? taxes.map(({ label, amount }) => (
            <Row key={label} label={`Includes ${label}`} amount={amount} className="totals__included" />
          ))
        : null}
    </dl>
  )
}

function Explained({ rows, locale }: { rows: Explanation[]; locale: string }) {
  return rows.map(({ kind, label, amount }, index) => {
    const isFree = kind === 'shipping' && amount.amount_minor === 0
    const text = isFree ? 'Free' : priceText(amount, locale)
    // biome-ignore lint/suspicious/noArrayIndexKey: two promotions may have the same title, and rows never move
    return <Row key={index} label={kind === 'gift_card' ? `Gift card ${label}` : label} amount={text} />
  })
}

const Row = ({ label, amount, className }: { label: string; amount: string; className?: string | undefined }) => (
  <div className={className}>
    <dt>{label}</dt>
    <dd>{amount}</dd>
  </div>
)
