/** Every business on the platform. The search, the filter and the page are in the address. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { TenantQuery } from '#contract/platform.ts'
import { Badge, DashHead, EmptyState, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Pager } from '../../ui/pager.tsx'
import { countText, PER_PAGE } from '../../ui/paging.ts'
import { openPlatform } from './open-platform.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { staff, ask } = await openPlatform(args, 'platform:read')
  const filled = [...new URL(args.request.url).searchParams].filter(([, value]) => value !== '')
  const asked = TenantQuery.safeParse(Object.fromEntries(filled))
  const { q, status, page } = asked.success ? asked.data : { q: '', status: undefined, page: 1 }
  const query = new URLSearchParams({ q, page: String(page), per_page: String(PER_PAGE), ...(status && { status }) })
  const { items, total } = await ask(staff.tenants(query))
  return { items, total, page, q, status: status ?? '' }
}

export const meta = platformMeta('Businesses')

export default function TenantsPage() {
  const { items, total, page, q, status } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead title="Businesses" lead={countText(total, 'One business', 'businesses')} />
      <search>
        <Form className="filter-bar" key={`${q} ${status}`}>
          <input
            className="field__input"
            type="search"
            name="q"
            defaultValue={q}
            placeholder="Name, address or owner’s mail"
            aria-label="Search"
            maxLength={100}
          />
          <select className="field__input" name="status" defaultValue={status} aria-label="Status">
            <option value="">Active and suspended</option>
            <option value="active">Active</option>
            <option value="suspended">Suspended</option>
          </select>
          <button className="button button--quiet" type="submit">
            Show
          </button>
        </Form>
      </search>
      {items.length === 0 ? (
        <EmptyState title="No business fits">Try a part of the name, or show all of them.</EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable
            caption="Businesses"
            items={items}
            keyOf={({ id }) => id}
            columns={[
              {
                label: 'Business',
                cell: (tenant) => (
                  <span className="two-lines">
                    <Link to={`/platform/tenants/${tenant.id}`}>{tenant.name}</Link>
                    <span className="muted">{tenant.owner?.email}</span>
                  </span>
                ),
              },
              { label: 'Stores', cell: ({ stores }) => stores.map(({ slug }) => slug).join(', ') || 'None' },
              { label: 'Members', cell: ({ member_count }) => member_count },
              { label: 'Since', cell: ({ created_at }) => <Time iso={created_at} isDay /> },
              { label: 'Status', cell: (tenant) => <TenantStatus status={tenant.status} /> },
            ]}
          />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

const TenantStatus = ({ status }: { status: string }) =>
  status === 'active' ? <Badge tone="positive">Active</Badge> : <Badge tone="negative">Suspended</Badge>
