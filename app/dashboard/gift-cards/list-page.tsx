/** Money that the store owes to whoever holds a code. The tab, the search and the page are in the address. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { type GiftCard, GiftCardQuery } from '#contract/gift-card.ts'
import { Badge, DashHead, EmptyState, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ListSearch, ListTabs, ShowAll, type Sort } from '../../ui/list-tools.tsx'
import { Pager } from '../../ui/pager.tsx'
import { readListing } from '../../ui/paging.ts'
import { priceText } from '../../ui/price.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { GIFT_CARD_STATES } from './gift-card-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, ask, may } = await requireStoreAccess(args, 'gift_cards:read')
  const { filter, page, query } = readListing(args.request, GiftCardQuery)
  const { items, total } = await ask(selling.giftCards(query))
  const isFiltered = filter.q !== undefined || filter.status !== undefined
  return { items, total, page, isFiltered, canWrite: may('gift_cards:write') }
}

export const meta = platformMeta('Gift cards')

const TABS = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'spent', label: 'Spent' },
  { value: 'expired', label: 'Expired' },
  { value: 'disabled', label: 'Blocked' },
]

const SORTS: Sort[] = [
  { value: '', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'balance', label: 'Highest balance' },
]

export default function GiftCardsPage() {
  const { items, total, page, isFiltered, canWrite } = useLoaderData<typeof loader>()
  const issue = canWrite ? (
    <Link className="button" to="new">
      Issue gift card
    </Link>
  ) : null
  const isBare = items.length === 0 && !isFiltered
  return (
    <>
      <DashHead title="Gift cards" lead="Bought by shoppers or issued by you.">
        {isBare ? null : issue}
      </DashHead>
      {isBare ? null : (
        <div className="list-tools">
          <ListTabs label="Gift cards" name="status" tabs={TABS} />
          <ListSearch placeholder="Last four characters or e-mail" keep={['status']} sorts={SORTS} />
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState title={isFiltered ? 'No results' : 'No gift cards yet'} action={isBare ? issue : <ShowAll />}>
          {isFiltered
            ? 'Try the last four characters of the code, or show all.'
            : 'Issue one as a thank-you or an apology.'}
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable caption="Gift cards" items={items} keyOf={({ id }) => id} columns={COLUMNS} />
          <Pager page={page} total={total} />
        </div>
      )}
    </>
  )
}

const COLUMNS: Column<GiftCard>[] = [
  {
    label: 'Card',
    cell: ({ id, last_four, recipient, send_at }) => (
      <span className="two-lines">
        <Link to={id}>
          <span aria-hidden="true">•••• </span>
          <span className="visually-hidden">Ends in </span>
          {last_four}
        </Link>
        <span className="muted">{recipient ?? 'Nobody in particular'}</span>
        {send_at ? (
          <span className="muted">
            To be sent on <Time iso={send_at} isDay />
          </span>
        ) : null}
      </span>
    ),
  },
  {
    label: 'State',
    isAside: true,
    cell: ({ status }) => <Badge tone={GIFT_CARD_STATES[status].tone}>{GIFT_CARD_STATES[status].label}</Badge>,
  },
  {
    label: 'Comes from',
    cell: ({ order_number, note }) => (order_number === null ? note || 'Given away' : `Order ${order_number}`),
  },
  { label: 'Since', cell: ({ created_at }) => <Time iso={created_at} isDay /> },
  { label: 'Issued', isNumber: true, cell: ({ initial }) => priceText(initial, 'en') },
  { label: 'Balance', isNumber: true, cell: ({ balance }) => <strong>{priceText(balance, 'en')}</strong> },
]
