import type { CartWideNotice } from '#contract/cart.ts'

const WORDS: Record<CartWideNotice, string | null> = {
  shipping_rates_at_checkout: 'Delivery is worked out from your address at checkout.',
  shipping_rates_unavailable: 'Some delivery options are unavailable right now. Try again in a minute.',
  tax_at_checkout: null, // a row of the totals says it
  tax_unavailable: 'Tax cannot be worked out right now and is not in this total. Try again in a minute.',
}

/** What the total leaves open, where the total is. */
export const CartNotices = ({ notices }: { notices: CartWideNotice[] }) =>
  notices.map((code) =>
    WORDS[code] === null ? null : (
      <p key={code} className={code === 'shipping_rates_at_checkout' ? 'muted' : 'notice notice--caution'}>
        {WORDS[code]}
      </p>
    ),
  )
