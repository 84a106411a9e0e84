import type { CartLine, CartNotice } from '#contract/cart.ts'
import { MAX_QUANTITY } from '#domain/cart.ts'
import { MinusIcon, PlusIcon } from '../../ui/icons.tsx'
import { priceText } from '../../ui/price.ts'
import { Picture } from '../product/picture.tsx'
import { CartField } from './cart-field.tsx'
import { LinePrice, sumOf } from './line-price.tsx'

export const quantityFieldOf = (lineId: string) => `quantity-${lineId}`

interface Props {
  line: CartLine
  locale: string
  error?: string | undefined
}

export function CartLineItem({ line, locale, error }: Props) {
  const name = line.variant_title ? `${line.title}, ${line.variant_title}` : line.title
  const errorId = `line-${line.id}-error`
  return (
    <li className="line">
      <div className="line__picture">
        <Picture image={line.image} title={line.title} sizes="(min-width: 768px) 128px, 88px" isDecorative />
      </div>
      <div className="line__words">
        <h2 className="line__title">
          <a href={`/products/${line.product_slug}`}>{line.title}</a>
        </h2>
        {line.variant_title ? <p className="muted">{line.variant_title}</p> : null}
        <p className="line__unit">
          <span className="visually-hidden">Unit price: </span>
          {priceText(line.unit_price, locale)}
          {line.price_list ? <span className="muted"> {line.price_list} price</span> : null}
        </p>
        {line.discounts.map((discount) => (
          <p key={discount.promotion_id} className="line__discount">
            −{priceText(discount.amount, locale)} {discount.title}
          </p>
        ))}
        {line.is_gift_card ? <p className="muted">Sent by e-mail</p> : null}
        {line.notices.map((notice) => (
          <div key={notice.code} className={notice.code === 'backorder' ? 'line__note' : 'line__notice'}>
            <p>{noticeText(notice, line, locale)}</p>
            {notice.code === 'price_changed' ? <KeepForm line={line} name={name} /> : null}
          </div>
        ))}
      </div>
      <div className="line__actions">
        <QuantityForm line={line} name={name} errorId={error ? errorId : undefined} />
        {error ? (
          <p className="field-error" id={errorId}>
            {error}
          </p>
        ) : null}
        <form method="post" action="/cart">
          <CartField />
          <input type="hidden" name="line_id" value={line.id} />
          <button className="text-link" type="submit" name="remove" value="true">
            Remove<span className="visually-hidden"> {name}</span>
          </button>
        </form>
      </div>
      <p className="line__total">
        <span className="visually-hidden">Line total: </span>
        <LinePrice total={line.line_total} off={sumOf(line.discounts)} locale={locale} />
      </p>
    </li>
  )
}

/** Saves the line as it is, and with that takes the new price. */
const KeepForm = ({ line, name }: { line: CartLine; name: string }) => (
  <form method="post" action="/cart">
    <CartField />
    <input type="hidden" name="line_id" value={line.id} />
    <button className="text-link" type="submit" name="quantity" value={line.quantity}>
      Keep it<span className="visually-hidden">: {name}, at the new price</span>
    </button>
  </form>
)

interface QuantityProps {
  line: CartLine
  name: string
  errorId: string | undefined
}

/**
 * Two forms in one control: − and + send their own number by a form without a field, so that Enter in the field sends
 * what was typed.
 */
function QuantityForm({ line, name, errorId }: QuantityProps) {
  const stepForm = `step-${line.id}`
  const most = Math.min(Math.max(line.available, 1), MAX_QUANTITY)
  return (
    <div className="stepper">
      <form method="post" action="/cart" id={stepForm}>
        <CartField />
        <input type="hidden" name="line_id" value={line.id} />
      </form>
      <button
        className="stepper__step"
        type="submit"
        form={stepForm}
        name="quantity"
        value={Math.min(line.quantity - 1, most)}
        disabled={line.quantity <= 1}
        aria-label={`Decrease quantity of ${name}`}
      >
        <MinusIcon />
      </button>
      <form method="post" action="/cart" className="stepper__form" data-update-when-changed>
        <CartField />
        <input type="hidden" name="line_id" value={line.id} />
        <input
          className="stepper__field"
          id={quantityFieldOf(line.id)}
          type="number"
          name="quantity"
          min={1}
          max={MAX_QUANTITY}
          defaultValue={line.quantity}
          inputMode="numeric"
          aria-label={`Quantity of ${name}`}
          aria-describedby={errorId}
          aria-invalid={errorId ? true : undefined}
        />
        <button className="stepper__update" type="submit">
          Update<span className="visually-hidden"> quantity of {name}</span>
        </button>
      </form>
      <button
        className="stepper__step"
        type="submit"
        form={stepForm}
        name="quantity"
        value={line.quantity + 1}
        disabled={line.quantity >= most}
        aria-label={`Increase quantity of ${name}`}
      >
        <PlusIcon />
      </button>
    </div>
  )
}

function noticeText(notice: CartNotice, line: CartLine, locale: string): string {
  switch (notice.code) {
    case 'price_changed':
      return `The price has changed from ${priceText(notice.previous, locale)} to ${priceText(line.unit_price, locale)}.`
    case 'backorder':
      return notice.pieces === line.quantity
        ? 'On backorder: sent when back in stock.'
        : `${notice.pieces} on backorder: sent when back in stock.`
    case 'insufficient_stock':
      return notice.available > 0
        ? `Only ${notice.available} left. Lower the quantity.`
        : 'Sold out. Remove it to check out.'
    case 'unavailable':
      return 'No longer available. Remove it to check out.'
  }
}
