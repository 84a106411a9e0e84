import { Link } from '@remix-run/react'
import type { MemberOf } from '#contract/identity.ts'
import { roleCan } from '#domain/permissions.ts'
import { MenuButton } from '../ui/menu-button.tsx'
import { businessHref } from './business-in-sight.ts'

interface Props {
  memberships: MemberOf[]
  member: MemberOf | null
  store: MemberOf['stores'][number] | null
}

/** The store in sight, and all others of all teams that somebody is in. */
export function StoreSwitcher({ memberships, member, store }: Props) {
  if (!member) return null
  const panel = memberships.map((one) => (
    <div key={one.tenant.id}>
      <p className="pop__title">{one.tenant.name}</p>
      <ul>
        {one.stores.map(({ id, name, slug }) => (
          <li key={id}>
            <Link to={`/dashboard/stores/${id}/settings`} aria-current={id === store?.id ? 'true' : undefined}>
              {name}
              <span className="muted">{slug}</span>
            </Link>
          </li>
        ))}
        {roleCan(one.role, 'stores:create') ? (
          <li>
            <Link to={businessHref('/dashboard/stores/new', one, memberships)}>Open another store</Link>
          </li>
        ) : null}
      </ul>
    </div>
  ))
  return (
    <MenuButton panel={panel}>
      <span className="visually-hidden">Store: </span>
      <span className="pop__label">{store?.name ?? member.tenant.name}</span>
    </MenuButton>
  )
}
