/** The prices of a list as a table to write in, page by page: those that are on it, or products to put on it. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { ListPrices, PriceQuery, type UnlistedVariant } from '#contract/price-list.ts'
import { formatMoney } from '#domain/money.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Breadcrumb, DashHead, EmptyState } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ListSearch, ListTabs, ShowAll } from '../../ui/list-tools.tsx'
import { Pager } from '../../ui/pager.tsx'
import { readListing } from '../../ui/paging.ts'
import { amountText } from '../../ui/typed-numbers.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { type PriceRow, readPrices } from './price-list-fields.ts'
import { PriceTable } from './price-table.tsx'
import { repriced } from './reprice.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, may, storeId } = await requireStoreAccess(args, 'prices:read')
  const [{ currency: storeCurrency, settings }, list] = await Promise.all([
    ask(store.store()),
    ask(selling.priceList(args.params.priceListId ?? '')),
  ])
  const { id, name, currency } = list
  const { locale } = settings
  const canWrite = may('prices:write')
  const isAdding = canWrite && new URL(args.request.url).searchParams.get('tab') === 'add'
  const { filter, page, query } = readListing(args.request, PriceQuery)
  const isOwnCurrency = currency === storeCurrency
  const ownOf = ({ variant_id, sku, title, own_price_minor, is_gift_card }: UnlistedVariant) => ({
    variant_id,
    sku,
    title,
    ownText: formatMoney(own_price_minor, storeCurrency, 'en'),
    // A gift card for less than what is on it is money given away: nothing is reckoned for it.
    own: isOwnCurrency && !is_gift_card ? amountText(own_price_minor, currency, locale) : '',
  })
  async function readRows(): Promise<{ rows: PriceRow[]; total: number }> {
    if (isAdding) {
      const { items, total } = await ask(selling.unlisted(id, query))
      return { rows: items.map((item) => ({ ...ownOf(item), quantity: '', price: '' })), total }
    }
    const { items, total } = await ask(selling.prices(id, query))
    const rows = items.map((item) => ({
      ...ownOf(item),
      quantity: String(item.min_quantity),
      price: amountText(item.price_minor, currency, locale),
    }))
    return { rows, total }
  }
  const found = await readRows()
  const isFiltered = filter.q !== undefined
  return { list: { id, name, currency }, ...found, page, isAdding, isOwnCurrency, isFiltered, canWrite, storeId }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'prices:write'), { prices: save })
}

async function save({ args, form, submit, store, selling, ask, done }: Posted & OpenedStore) {
  const id = args.params.priceListId ?? ''
  const [{ currency }, { settings }] = await Promise.all([ask(selling.priceList(id)), ask(store.store())])
  const numbers = { currency, locale: settings.locale }
  const filled = repriced(form, numbers)
  if (filled) return filled
  const { body, problems, fieldOf } = readPrices(form, numbers)
  if (body.prices.length === 0) return done('same')
  const send = (prices: ListPrices) => selling.savePrices(id, prices)
  const sent = await submit({ schema: ListPrices, body, problems, fieldOf, send })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

export const meta = platformMeta<typeof loader>('Prices', { nameOf: ({ list }) => list.name })

const DONE = {
  added: 'Price list added. Now add prices.',
  saved: 'Prices saved. Carts use them within a second.',
  same: 'No changes.',
}
const TABS = [
  { value: '', label: 'On the list' },
  { value: 'add', label: 'Add products' },
]

export default function PricesPage() {
  const { list, total, page, storeId, isFiltered, ...table } = useLoaderData<typeof loader>()
  const { rows, isAdding, canWrite } = table
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/price-lists/${list.id}`}>{list.name}</Breadcrumb>}
        title="Prices"
        lead={
          isAdding
            ? 'What you tick, or give another price, is put on the list.'
            : `In ${list.currency}. A price “from 10 pieces” counts for 10 and more. Empty a price to take it off.`
        }
      />
      <FlashMessage words={DONE} />
      <div className="list-tools">
        {canWrite ? <ListTabs label="Prices" name="tab" tabs={TABS} /> : null}
        <ListSearch placeholder="Title or SKU" keep={['tab']} />
      </div>
      {rows.length === 0 ? (
        <NoRows isFiltered={isFiltered} isAdding={isAdding} canWrite={canWrite} />
      ) : (
        <PriceTable key={JSON.stringify(rows)} {...table} currency={list.currency}>
          <Pager page={page} total={total} />
        </PriceTable>
      )}
    </>
  )
}

function NoRows({ isFiltered, isAdding, canWrite }: { isFiltered: boolean; isAdding: boolean; canWrite: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState title="No results" action={<ShowAll to={isAdding ? '?tab=add' : '?'} />}>
        Try a shorter search, or show all.
      </EmptyState>
    )
  }
  if (isAdding) return <EmptyState title="All products added">Every product has a price on this list.</EmptyState>
  const add = (
    <Link className="button" to="?tab=add">
      Add products
    </Link>
  )
  return (
    <EmptyState title="No prices yet" action={canWrite ? add : null}>
      Until you add some, carts use your products’ own prices.
    </EmptyState>
  )
}
