import { Link, NavLink, useLocation, useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { MenuIcon, SailIcon } from '../ui/icons.tsx'
import { useCloseElsewhere } from '../ui/menu-button.tsx'

export interface NavItem {
  href: string
  label: string
  icon: ReactNode
  /** Only this very page is the current one: the start of an area. */
  isExact?: boolean
  /** Further pages that belong to it, by the beginning of their address. */
  covers?: readonly string[]
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
  const { key, pathname } = useLocation()
  const isLoading = useNavigation().state === 'loading'
  const main = useFocusOnNewPage(pathname)
  const sheet = useRef<HTMLDetailsElement>(null)
  useCloseElsewhere(sheet)
  return (
    <div className="dash">
      <div className={isLoading ? 'dash-progress dash-progress--on' : 'dash-progress'} aria-hidden="true" />
      <header className="dash-bar">
        <details className="dash-sheet" key={key} ref={sheet}>
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
        <div className="dash-bar__middle">{switcher}</div>
        <div className="dash-bar__person">{person}</div>
      </header>
      <div className="dash-body">
        <nav className="dash-nav" aria-label={area}>
          <Groups groups={groups} />
        </nav>
        <main id="main" className="dash-main" tabIndex={-1} ref={main}>
          {children}
        </main>
      </div>
    </div>
  )
}

/** A page that comes without a load is announced by where the focus goes; the first one announces itself. */
function useFocusOnNewPage(pathname: string) {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus()
    shown.current = pathname
  }, [pathname])
  return main
}

const Groups = ({ groups }: { groups: NavGroup[] }) => (
  <>
    {groups.map(({ title, items }) =>
      items.length === 0 ? null : (
        <div className="dash-nav__group" key={items[0]?.href}>
          {title ? <p className="dash-nav__title">{title}</p> : null}
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <NavEntry item={item} />
              </li>
            ))}
          </ul>
        </div>
      ),
    )}
  </>
)

function NavEntry({ item: { href, label, icon, isExact = false, covers = [] } }: { item: NavItem }) {
  const { pathname } = useLocation()
  const isCovered = covers.some((path) => pathname === path || pathname.startsWith(`${path}/`))
  const content = (
    <>
      {icon}
      {label}
    </>
  )
  if (!isCovered) {
    return (
      <NavLink to={href} end={isExact}>
        {content}
      </NavLink>
    )
  }
  return (
    <Link to={href} aria-current="page">
      {content}
    </Link>
  )
}
