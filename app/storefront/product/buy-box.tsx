import type { ReactNode } from 'react'
import type { Product } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'
import { MAX_QUANTITY } from '#domain/cart.ts'
import { taxNote, tierText } from '../../ui/price.ts'
import { unitPriceText } from '../../ui/unit-price.ts'
import { BackInStockForm, type TellMeState } from './back-in-stock-form.tsx'
import { buyBoxData } from './buy-box-data.ts'
import { chooseVariant, stockText } from './choose-variant.ts'
import { DataBlock } from './data-block.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
import { GiftCardFacts } from './gift-card-facts.tsx'
import { OptionGroup } from './option-group.tsx'
import { Price } from './price.tsx'
import { Rating } from './rating.tsx'

/** What a refused "Add to cart" came back with, so that nothing has to be chosen twice. */
export interface BuyBoxState {
  values: (string | null)[]
  quantity: string
  missing: number[]
  message: string | null
  tellMe: TellMeState
}

interface Props {
  product: Product
  store: Store
  /** That delivery is estimated for. */
  country: string
  state: BuyBoxState
}

const BUY_FORM = 'buy'

export function BuyBox({ product, store, country, state }: Props) {
  const choice = chooseVariant(product, state.values)
  const variant = choice.outcome === 'chosen' ? choice.variant : null
  // A sold-out variant leaves the button as it is: without a script, another one can be chosen and sent.
  const isSoldOut = product.availability === 'sold_out'
  const price = variant?.price ?? product.price_min
  const isFrom = !variant && product.price_min.amount_minor < product.price_max.amount_minor
  const unitPrice = (variant ?? cheapestOf(product))?.unit_price
  return (
    <div className="buy-box">
      <p className="buy-box__vendor">{product.vendor}</p>
      <h1>{product.title}</h1>
      {product.rating ? (
        <p>
          <a className="quiet-link" href="#reviews">
            <Rating average={product.rating.average} count={product.rating.count} isWide />
          </a>
        </p>
      ) : null}
      <p className="buy-box__price">
        <span data-price>
          <Price
            price={price}
            compareAt={(variant ?? product).compare_at}
            ordinary={(variant ?? product).ordinary_price}
            isFrom={isFrom}
            locale={store.locale}
          />
        </span>{' '}
        {product.variants.some(({ unit_price }) => unit_price) ? (
          <>
            <span className="muted" data-unit-price>
              {unitPrice ? unitPriceText(unitPrice, store.locale) : null}
            </span>{' '}
          </>
        ) : null}
        {product.is_gift_card ? null : <span className="muted">{taxNote(store)}</span>}
      </p>
      {product.variants.some(({ tiers }) => tiers) ? (
        <ul className="buy-box__tiers" data-tiers>
          {((variant ?? product).tiers ?? []).map((tier) => (
            <li key={tier.from}>{tierText(tier, store.locale, isFrom)}</li>
          ))}
        </ul>
      ) : null}
      <form method="post" id={BUY_FORM} data-buy-box data-once>
        {state.message ? (
          <p className="notice notice--negative" role="alert">
            {state.message}
          </p>
        ) : null}
        {product.options.map((option, index) => (
          <OptionGroup
            key={option.name}
            product={product}
            index={index}
            chosen={state.values[index] ?? null}
            isMissing={state.missing.includes(index)}
          />
        ))}
        <div className="buy-box__buy">
          <label className="quantity">
            <span>Quantity</span>
            <input
              type="number"
              name="quantity"
              min={1}
              max={MAX_QUANTITY}
              defaultValue={state.quantity}
              inputMode="numeric"
            />
          </label>
          <button className="button button--large" type="submit" disabled={isSoldOut} data-label="Add to cart">
            {isSoldOut ? 'Sold out' : 'Add to cart'}
          </button>
        </div>
        {product.is_gift_card ? null : <StockLine product={product} variant={variant} />}
      </form>
      {product.is_gift_card ? (
        <GiftCardFacts />
      ) : (
        <>
          <BackInStockForm product={product} variant={variant} state={state.tellMe} />
          <DeliveryFacts store={store} currency={price.currency} country={country} />
        </>
      )}
      <BuyBar title={product.title} isSoldOut={isSoldOut}>
        <Price price={price} isFrom={isFrom} locale={store.locale} />
      </BuyBar>
      <DataBlock id="buy-box-data" value={buyBoxData(product, store)} />
    </div>
  )
}

/** Whose price is told until one is chosen. */
const cheapestOf = ({ variants, price_min }: Product) =>
  variants.find(({ price }) => price.amount_minor === price_min.amount_minor)

interface BarProps {
  title: string
  isSoldOut: boolean
  /** The price. */
  children: ReactNode
}

/** On a phone, while the button itself is out of sight: the script shows it, and without one it stays away. */
const BuyBar = ({ title, isSoldOut, children }: BarProps) => (
  <div className="buy-bar" data-buy-bar hidden>
    <p className="buy-bar__product">
      <span className="buy-bar__title">{title}</span>
      <span data-price>{children}</span>
    </p>
    <button className="button" type="submit" form={BUY_FORM} disabled={isSoldOut} data-label="Add to cart">
      {isSoldOut ? 'Sold out' : 'Add to cart'}
    </button>
  </div>
)

function StockLine({ product, variant }: { product: Product; variant: Product['variants'][number] | null }) {
  const one = variant ?? (product.variants.length === 1 ? product.variants[0] : undefined)
  const availability = one?.availability ?? product.availability
  const names = product.options.map((option) => `a ${option.name.toLowerCase()}`).join(' and ')
  const text = one
    ? stockText(one)
    : availability === 'sold_out'
      ? 'Sold out'
      : `Choose ${names} to see what is in stock`
  return (
    <p className="stock" data-stock={one || availability === 'sold_out' ? availability : 'unknown'} aria-live="polite">
      {text}
    </p>
  )
}
