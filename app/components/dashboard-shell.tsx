import { Link, NavLink, useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { MenuIcon, SailIcon } from './icons.tsx'

export interface NavItem {
  href: string
  label: string
  icon: ReactNode
  /** Only this very page is the current one: the start of an area. */
  isExact?: boolean
}

export interface NavGroup {
  title: string | null
  items: NavItem[]
}

interface Props {
  home: string
  area: string
  groups: NavGroup[]
  /** Between the wordmark and the person: what is in sight. */
  switcher?: ReactNode
  person: ReactNode
  children: ReactNode
}

/** Navigation at the left, who and where on top; on a phone the navigation is a sheet. */
export function DashboardShell({ home, area, groups, switcher, person, children }: Props) {
  const { key } = useLocation()
  return (
    <div className="dash">
      <header className="dash-bar">
        <details className="dash-sheet" key={key}>
          <summary className="icon-button" aria-label="Menu">
            <MenuIcon />
          </summary>
          <nav className="dash-sheet__panel" aria-label={area}>
            <Groups groups={groups} />
          </nav>
        </details>
        <Link className="dash-bar__mark" to={home} aria-label={area}>
          <SailIcon />
          <span>Tradewind</span>
        </Link>
        <div className="dash-bar__middle" key={`switcher-${key}`}>
          {switcher}
        </div>
        <div className="dash-bar__person" key={`person-${key}`}>
          {person}
        </div>
      </header>
      <div className="dash-body">
        <nav className="dash-nav" aria-label={area}>
          <Groups groups={groups} />
        </nav>
        <main id="main" className="dash-main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}

const Groups = ({ groups }: { groups: NavGroup[] }) => (
  <>
    {groups.map(({ title, items }) =>
      items.length === 0 ? null : (
        <div className="dash-nav__group" key={title ?? 'start'}>
          {title ? <p className="dash-nav__title">{title}</p> : null}
          <ul>
            {items.map(({ href, label, icon, isExact = false }) => (
              <li key={href}>
                <NavLink to={href} end={isExact}>
                  {icon}
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ),
    )}
  </>
)
