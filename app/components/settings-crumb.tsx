/** From a page of the settings to all of them. */
import { useParams, useRouteLoaderData, useSearchParams } from '@remix-run/react'
import { chosenMember, chosenStore } from '../lib/business-in-sight.ts'
import { settingsHref } from '../lib/settings-sections.tsx'
import type { loader } from '../routes/dashboard.tsx'
import { Breadcrumb } from './dashboard-parts.tsx'

export function SettingsCrumb() {
  const me = useRouteLoaderData<typeof loader>('routes/dashboard')?.me
  const { storeId } = useParams()
  const [query] = useSearchParams()
  const member = me ? chosenMember(me.memberships, { storeId, businessId: query.get('business') }) : null
  const store = chosenStore(member, storeId)
  return store ? <Breadcrumb to={settingsHref(store.id)}>Settings</Breadcrumb> : null
}
