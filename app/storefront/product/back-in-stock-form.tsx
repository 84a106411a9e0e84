import type { Product, Variant } from '#contract/catalogue.ts'
import { Field, SelectField } from '../../ui/field.tsx'

export interface TellMeState {
  /** It has just been asked for. */
  isTold: boolean
  email: string
  variantId: string | null
  error: string | null
}

interface Props {
  product: Product
  /** The one that is chosen, if one is. */
  variant: Variant | null
  state: TellMeState
}

/**
 * For what is sold out: one mail when it is back. The script shows it for the chosen variant only; without one it stands
 * below everything of which some is sold out.
 */
export function BackInStockForm({ product, variant, state }: Props) {
  const soldOut = product.variants.filter(({ availability }) => availability === 'sold_out')
  const isShown = variant ? variant.availability === 'sold_out' : soldOut.length > 0
  const isOpen = state.error !== null || product.availability === 'sold_out'
  const chosen = state.variantId ?? (variant ?? soldOut[0])?.id ?? ''
  if (state.isTold) {
    return (
      <p className="notice" id="tell-me" role="status">
        We will write to you once, when it is back.
      </p>
    )
  }
  return (
    <details className="tell-me" id="tell-me" data-tell-me hidden={!isShown} open={isOpen}>
      <summary className="text-link">Tell me when it is back</summary>
      <form method="post" noValidate data-once>
        <input type="hidden" name="tell_me" value="true" />
        {product.variants.length > 1 ? (
          <SelectField name="variant_id" label="Which one" defaultValue={chosen}>
            {product.variants.map(({ id, title, availability }) => (
              <option key={id} value={id} disabled={availability !== 'sold_out'}>
                {title}
              </option>
            ))}
          </SelectField>
        ) : (
          <input type="hidden" name="variant_id" value={chosen || product.variants[0]?.id} />
        )}
        <Field
          name="email"
          id="tell-me-email"
          type="email"
          label="E-mail"
          hint="One mail when it is back, nothing else."
          autoComplete="email"
          inputMode="email"
          defaultValue={state.email}
          error={state.error ?? undefined}
        />
        <button className="button button--quiet" type="submit">
          Tell me
        </button>
      </form>
    </details>
  )
}
