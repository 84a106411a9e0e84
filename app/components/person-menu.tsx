import { Link } from '@remix-run/react'
import { ChevronIcon, PersonIcon } from './icons.tsx'

interface Props {
  me: { name: string; email: string; platform_role: string | null }
  /** Where else this person may be: the platform's area or the dashboard. */
  elsewhere: { href: string; label: string } | null
}

/** Whoever is logged in: their own account, and the way out. */
export function PersonMenu({ me, elsewhere }: Props) {
  return (
    <details className="pop">
      <summary className="pop__button">
        <PersonIcon />
        <span className="pop__label">{me.name}</span>
        <ChevronIcon />
      </summary>
      <div className="pop__panel pop__panel--right">
        <p className="pop__note">
          {me.name}
          <span className="muted break-anywhere">{me.email}</span>
        </p>
        <ul>
          <li>
            <Link to="/dashboard/account">Your account</Link>
          </li>
          <li>
            <Link to="/dashboard/account/two-step">Two-step verification</Link>
          </li>
          <li>
            <Link to="/dashboard/account/sessions">Where you are logged in</Link>
          </li>
          {elsewhere ? (
            <li>
              <Link to={elsewhere.href}>{elsewhere.label}</Link>
            </li>
          ) : null}
        </ul>
        <form method="post" action="/log-out">
          <button className="pop__action" type="submit">
            Log out
          </button>
        </form>
      </div>
    </details>
  )
}
