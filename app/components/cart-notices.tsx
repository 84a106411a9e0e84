import type { CartWideNotice } from '#contract/cart.ts'

const WORDS: Record<CartWideNotice, string> = {
  shipping_rates_at_checkout: 'Delivery is priced at checkout, once we know where it goes.',
  shipping_rates_unavailable: 'Some ways to deliver cannot be priced at the moment. Please try again in a minute.',
  tax_unavailable: 'The tax cannot be counted at the moment and is not in this total. Please try again in a minute.',
}

/** What the total leaves open, where the total is. */
export const CartNotices = ({ notices }: { notices: CartWideNotice[] }) =>
  notices.map((code) => (
    <p key={code} className={code === 'shipping_rates_at_checkout' ? 'muted' : 'notice notice--caution'}>
      {WORDS[code]}
    </p>
  ))
