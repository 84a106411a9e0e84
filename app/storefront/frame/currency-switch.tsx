import { useLocation } from '@remix-run/react'
import type { Store } from '#contract/store.ts'

/** Only where there is something to choose. With a script the choice acts at once. */
export function CurrencySwitch({ store, currency }: { store: Store; currency: string }) {
  const { pathname, search } = useLocation()
  if (store.currencies.length < 2) return null
  return (
    <form className="currency-switch" method="post" action="/currency" data-submit-on-change>
      <input type="hidden" name="return_to" value={pathname + search} />
      <label>
        <span className="visually-hidden">Currency</span>
        <select name="currency" defaultValue={currency}>
          {store.currencies.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <button className="text-link" type="submit">
        Change
      </button>
    </form>
  )
}
