import { useLocation } from '@remix-run/react'

const PLACES = [
  { href: '/account', label: 'Overview' },
  { href: '/account/orders', label: 'Orders' },
  { href: '/account/addresses', label: 'Addresses' },
  { href: '/account/profile', label: 'Profile' },
  { href: '/account/sessions', label: 'Devices' },
  { href: '/account/privacy', label: 'Privacy' },
]

/** Its places in one row, on a phone in two: all of them in sight. */
export function AccountNav() {
  const { pathname } = useLocation()
  const isCurrent = (href: string) => (href === '/account' ? pathname === href : `${pathname}/`.startsWith(`${href}/`))
  return (
    <nav className="account-nav" aria-label="Account">
      <ul>
        {PLACES.map(({ href, label }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
