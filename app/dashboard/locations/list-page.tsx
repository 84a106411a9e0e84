/** The places where the store keeps its stock. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { Badge, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { englishName } from '../../ui/country-names.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, ask, may } = await requireStoreAccess(args, 'inventory:read')
  const locations = await ask(selling.locations())
  const rows = locations.map(({ id, name, address, offers_pickup }) => ({
    id,
    name,
    offers_pickup,
    place: address ? `${address.city}, ${englishName(address.country)}` : null,
  }))
  return { rows, canWrite: may('store:write') }
}

export const meta = platformMeta('Locations')

const DONE = {
  added: 'Location added. It has no stock yet.',
  saved: 'Location saved.',
  deleted: 'Location deleted.',
}

export default function LocationsPage() {
  const { rows, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Locations" lead="Where you keep stock and where shoppers can pick up.">
        {canWrite ? (
          <Link className="button" to="new">
            Add location
          </Link>
        ) : null}
      </DashHead>
      <FlashMessage words={DONE} />
      <div className="panel__work panel__work--flush">
        <DataTable
          caption="Locations"
          items={rows}
          keyOf={({ id }) => id}
          columns={[
            { label: 'Location', cell: ({ id, name }) => (canWrite ? <Link to={id}>{name}</Link> : name) },
            { label: 'Address', cell: ({ place }) => place ?? <span className="muted">None yet</span> },
            {
              label: 'Pickup',
              cell: ({ offers_pickup }) =>
                offers_pickup ? <Badge tone="positive">Offered</Badge> : <Badge tone="quiet">Not offered</Badge>,
            },
          ]}
        />
      </div>
    </>
  )
}
