import type { Product } from '#contract/catalogue.ts'
import { isValueSoldOut, optionField, swatchesOf } from './choose-variant.ts'
import { Picture } from './picture.tsx'

interface Props {
  product: Product
  index: number
  chosen: string | null
  isMissing: boolean
}

/** A sold-out value can still be chosen, to look at it; that it is sold out is said in words. */
export function OptionGroup({ product, index, chosen, isMissing }: Props) {
  const option = product.options[index]
  if (!option) return null
  const swatches = swatchesOf(product, index)
  const messageId = `option-${index}-message`
  return (
    <fieldset
      className={isMissing ? 'options options--missing' : 'options'}
      id={`option-${index}`}
      aria-describedby={isMissing ? messageId : undefined}
    >
      <legend>{option.name}</legend>
      {isMissing ? (
        <p className="field-error" id={messageId}>
          Choose a {option.name.toLowerCase()} first.
        </p>
      ) : null}
      <div className="options__values">
        {option.values.map((value, at) => (
          <label className={swatches ? 'option option--pictured' : 'option'} key={value}>
            <input
              className="visually-hidden"
              type="radio"
              name={optionField(index)}
              value={value}
              defaultChecked={value === chosen}
            />
            <span className="option__face">
              {swatches?.[at] ? <Picture image={swatches[at]} title={value} sizes="72px" isDecorative /> : null}
              {value}
              <span className="option__note" data-sold-out-note hidden={!isValueSoldOut(product, index, value)}>
                Sold out
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
