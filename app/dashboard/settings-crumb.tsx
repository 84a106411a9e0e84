/** From a page of the settings to all of them. */
import { useParams, useRouteLoaderData, useSearchParams } from '@remix-run/react'
import { Breadcrumb } from '../shell/parts.tsx'
import { chosenMember, chosenStore } from './business-in-sight.ts'
import type { loader } from './layout.tsx'
import { settingsHref } from './settings-sections.tsx'

export function SettingsCrumb() {
  const me = useRouteLoaderData<typeof loader>('dashboard/layout')?.me
  const { storeId } = useParams()
  const [query] = useSearchParams()
  const member = me ? chosenMember(me.memberships, { storeId, businessId: query.get('business') }) : null
  const store = chosenStore(member, storeId)
  return store ? <Breadcrumb to={settingsHref(store.id)}>Settings</Breadcrumb> : null
}
