import type { ReactNode } from 'react'
import { mailtoOf } from '#domain/email.ts'
import { useStore } from '../../ui/frame.ts'
import { PolicyLinks } from './policy-links.tsx'

/** Around a checkout: whose shop it is, the way back, and whom to ask. */
export function CheckoutFrame({ children }: { children: ReactNode }) {
  const store = useStore()
  return (
    <>
      <header className="site-header">
        <div className="site-header__row checkout-head">
          <a className="wordmark" href="/">
            {store.name}
          </a>
          <a className="text-link" href="/cart">
            Back to cart
          </a>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="checkout-foot">
        <p className="muted">
          Questions? <a href={mailtoOf(store.contact_email)}>{store.contact_email}</a>
        </p>
        <PolicyLinks store={store} isNewTab />
      </footer>
    </>
  )
}
