import { Link } from '@remix-run/react'
import { PersonIcon } from '../ui/icons.tsx'
import { MenuButton } from '../ui/menu-button.tsx'

interface Props {
  me: { name: string; email: string }
  /** Where else this person may be: the platform's area or the dashboard. */
  elsewhere: { href: string; label: string } | null
}

/** Whoever is logged in: their own account, and the way out. */
export function AccountMenu({ me, elsewhere }: Props) {
  const links = [
    { href: '/dashboard/account', label: 'Your account' },
    { href: '/dashboard/account/two-step', label: 'Two-step verification' },
    { href: '/dashboard/account/sessions', label: 'Where you are logged in' },
    ...(elsewhere ? [elsewhere] : []),
  ]
  const panel = (
    <>
      <p className="pop__note">
        {me.name}
        <span className="muted break-anywhere">{me.email}</span>
      </p>
      <ul>
        {links.map(({ href, label }) => (
          <li key={href}>
            <Link to={href}>{label}</Link>
          </li>
        ))}
      </ul>
      <form method="post" action="/log-out">
        <button className="pop__action" type="submit">
          Log out
        </button>
      </form>
    </>
  )
  return (
    <MenuButton side="right" panel={panel}>
      <PersonIcon />
      <span className="pop__label">{me.name}</span>
    </MenuButton>
  )
}
