/** The prices of a list as a table to write in, page by page: those that are on it, or products to put on it. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageQuery } from '#contract/envelope.ts'
import { StockQuery } from '#contract/inventory.ts'
import { ListPrices } from '#contract/price-list.ts'
import { Breadcrumb, DashHead, Empty } from '../components/dashboard-parts.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { ListSearch, ListTabs } from '../components/list-tools.tsx'
import { type PriceRow, PriceTable } from '../components/price-table.tsx'
import { Turns } from '../components/turns.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { lastPage, readListing } from '../lib/list-page.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { readPrices } from '../lib/price-list-form.ts'
import { amountText } from '../lib/typed-numbers.ts'

export async function loader(args: LoaderFunctionArgs) {
  const opened = await openStore(args, 'prices:read')
  const { selling, ask, may, storeId } = opened
  const list = await ask(selling.priceList(args.params.priceListId ?? ''))
  const canWrite = may('prices:write')
  const isAdding = canWrite && new URL(args.request.url).searchParams.get('tab') === 'add'
  const found = isAdding ? await productsToAdd(args.request, opened) : await pricesOf(args.request, opened, list)
  return { list: { id: list.id, name: list.name, currency: list.currency }, ...found, isAdding, canWrite, storeId }
}

async function pricesOf(request: Request, { selling, ask }: OpenedStore, list: { id: string; currency: string }) {
  const { page, query } = readListing(request, PageQuery)
  const { items, total } = await ask(selling.prices(list.id, query))
  const rows = items.map(({ variant_id, sku, title, min_quantity, price_minor }): PriceRow => {
    return { variant_id, sku, title, quantity: String(min_quantity), price: amountText(price_minor, list.currency) }
  })
  return { rows, total, page }
}

async function productsToAdd(request: Request, { inventory, ask }: OpenedStore) {
  const { page, query } = readListing(request, StockQuery.omit({ state: true }))
  const { items, total } = await ask(inventory.levels(query))
  const rows = items.map(({ variant_id, sku, title }): PriceRow => {
    return { variant_id, sku, title, quantity: '', price: '' }
  })
  return { rows, total, page }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'prices:write'), { prices: save })
}

async function save({ args, form, submit, selling, ask, done }: Posted & OpenedStore) {
  const id = args.params.priceListId ?? ''
  const { currency } = await ask(selling.priceList(id))
  const { body, problems, fieldOf } = readPrices(form, currency)
  if (body.prices.length === 0) return done('same')
  const send = (prices: ListPrices) => selling.savePrices(id, prices)
  const sent = await submit({ schema: ListPrices, body, problems, fieldOf, send })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

export const meta = platformMeta('Prices')

const DONE = {
  added: 'The list is added. Now give it prices.',
  saved: 'The prices are saved. Carts follow within a second.',
  same: 'Nothing was changed.',
}
const TABS = [
  { value: '', label: 'On the list' },
  { value: 'add', label: 'Add products' },
]

export default function PricesPage() {
  const { list, rows, total, page, isAdding, canWrite, storeId } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/price-lists/${list.id}`}>{list.name}</Breadcrumb>}
        title="Prices"
        lead={`In ${list.currency}. A price “from 10 pieces” counts for 10 and more.`}
      />
      <DoneNotice words={DONE} />
      {canWrite ? (
        <div className="list-tools">
          <ListTabs label="Prices" name="tab" tabs={TABS} />
          {isAdding ? <ListSearch placeholder="Title or SKU" keep={['tab']} /> : null}
        </div>
      ) : null}
      {rows.length === 0 ? (
        <Empty title={isAdding ? 'Nothing fits' : 'No price yet'}>
          {isAdding ? 'Try a part of the title.' : 'Choose “Add products” and write a price beside each.'}
        </Empty>
      ) : (
        <PriceTable key={JSON.stringify(rows)} rows={rows} currency={list.currency} canWrite={canWrite}>
          <Turns page={page} last={lastPage(total)} />
        </PriceTable>
      )}
    </>
  )
}
