/** Every SKU of the store with what is there. The search, the filter and the page are in the address. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { type StockLevel, StockQuery } from '#contract/inventory.ts'
import { Badge, DashHead, EmptyState } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ListSearch, ListTabs, ShowAll, type Sort } from '../../ui/list-tools.tsx'
import { Pager } from '../../ui/pager.tsx'
import { countText, readListing } from '../../ui/paging.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { availableText, STOCK_STATES } from './stock-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { inventory, ask } = await requireStoreAccess(args, 'inventory:read')
  const { filter, page, query } = readListing(args.request, StockQuery)
  const { items, total } = await ask(inventory.levels(query))
  return { items, total, page, isFiltered: filter.q !== undefined || filter.state !== undefined }
}

export const meta = platformMeta('Stock')

const TABS = [
  { value: '', label: 'All' },
  { value: 'low', label: 'Low' },
  { value: 'out', label: 'Out of stock' },
]

const SORTS: Sort[] = [
  { value: '', label: 'By SKU' },
  { value: 'title', label: 'By title' },
  { value: 'fewest', label: 'Fewest first' },
  { value: 'most', label: 'Most first' },
]

export default function InventoryPage() {
  const { items, total, page, isFiltered } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead title="Stock" lead={isFiltered ? undefined : countText(total, 'One SKU', 'SKUs')} />
      {items.length === 0 && !isFiltered ? null : (
        <div className="list-tools">
          <ListTabs label="Stock" name="state" tabs={TABS} />
          <ListSearch placeholder="Title or SKU" keep={['state']} sorts={SORTS} />
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState title={isFiltered ? 'No results' : 'No stock yet'} action={isFiltered ? <ShowAll /> : <Products />}>
          {isFiltered ? 'Try a shorter search, or show all.' : 'Your products appear here as soon as you add them.'}
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable caption="Stock" items={items} keyOf={({ variant_id }) => variant_id} columns={COLUMNS} />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

const COLUMNS: Column<StockLevel>[] = [
  {
    label: 'Product',
    cell: ({ variant_id, title, sku }) => (
      <span className="two-lines">
        <Link to={variant_id}>{title}</Link>
        <span className="muted">{sku}</span>
      </span>
    ),
  },
  {
    label: 'State',
    isAside: true,
    cell: ({ state }) => <Badge tone={STOCK_STATES[state].tone}>{STOCK_STATES[state].label}</Badge>,
  },
  { label: 'On hand', isNumber: true, cell: ({ on_hand }) => on_hand },
  { label: 'Held', isNumber: true, cell: ({ held }) => held || null },
  { label: 'Backordered', isNumber: true, cell: ({ owed }) => owed || null },
  { label: 'Available', isNumber: true, cell: (stock) => <strong>{availableText(stock)}</strong> },
]

const Products = () => (
  <Link className="button" to="../products" relative="path">
    Go to products
  </Link>
)
