/** What the store takes off. The tab, the search and the page are in the address. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { type Promotion, PromotionQuery } from '#contract/promotion.ts'
import { Badge, DashHead, EmptyState, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ListSearch, ListTabs, ShowAll, type Sort } from '../../ui/list-tools.tsx'
import { Pager } from '../../ui/pager.tsx'
import { readListing } from '../../ui/paging.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { effectText, PROMOTION_STATES, scopeText } from './promotion-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, ask, may } = await requireStoreAccess(args, 'promotions:read')
  const { filter, page, query } = readListing(args.request, PromotionQuery)
  const { items, total } = await ask(selling.promotions(query))
  const isFiltered = filter.q !== undefined || filter.status !== undefined
  return { items, total, page, isFiltered, canWrite: may('promotions:write') }
}

export const meta = platformMeta('Promotions')

const DONE = { deleted: 'Promotion deleted. Past orders keep their discount.' }
const TABS = [
  { value: '', label: 'All' },
  { value: 'live', label: 'Live' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'ended', label: 'Ended' },
  { value: 'off', label: 'Off' },
]

const SORTS: Sort[] = [
  { value: '', label: 'Newest first' },
  { value: 'title', label: 'By title' },
  { value: 'used', label: 'Most used first' },
  { value: 'ending', label: 'Ending soonest' },
]

export default function PromotionsPage() {
  const { items, total, page, isFiltered, canWrite } = useLoaderData<typeof loader>()
  const add = canWrite ? (
    <Link className="button" to="new">
      Add promotion
    </Link>
  ) : null
  const isBare = items.length === 0 && !isFiltered
  return (
    <>
      <DashHead title="Promotions" lead="Discount codes and automatic discounts.">
        {isBare ? null : add}
      </DashHead>
      <FlashMessage words={DONE} />
      {isBare ? null : (
        <div className="list-tools">
          <ListTabs label="Promotions" name="status" tabs={TABS} />
          <ListSearch placeholder="Title or code" keep={['status']} sorts={SORTS} />
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState title={isFiltered ? 'No results' : 'No promotions yet'} action={isBare ? add : <ShowAll />}>
          {isFiltered
            ? 'Try another word, or show all.'
            : 'Offer a percentage or an amount off, free items or free delivery.'}
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable caption="Promotions" items={items} keyOf={({ id }) => id} columns={COLUMNS} />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

const COLUMNS: Column<Promotion>[] = [
  {
    label: 'Promotion',
    cell: ({ id, title, code }) => (
      <span className="two-lines">
        <Link to={id}>{title}</Link>
        <span className="muted">{code ? <code>{code}</code> : 'Automatic'}</span>
      </span>
    ),
  },
  {
    label: 'State',
    isAside: true,
    cell: ({ status }) => <Badge tone={PROMOTION_STATES[status].tone}>{PROMOTION_STATES[status].label}</Badge>,
  },
  {
    label: 'Takes off',
    cell: (promotion) => (
      <span className="two-lines">
        {effectText(promotion.effect, promotion.currency)}
        <span className="muted">{scopeText(promotion)}</span>
      </span>
    ),
  },
  {
    label: 'When',
    cell: ({ starts_at, ends_at }) => (
      <span className="two-lines">
        {starts_at ? (
          <span>
            From <Time iso={starts_at} />
          </span>
        ) : null}
        {ends_at ? (
          <span>
            Until <Time iso={ends_at} />
          </span>
        ) : null}
        {starts_at || ends_at ? null : <span className="muted">Always</span>}
      </span>
    ),
  },
  {
    label: 'Uses',
    isNumber: true,
    cell: ({ uses, usage_limit }) => (usage_limit === null ? uses : `${uses} of ${usage_limit}`),
  },
]
