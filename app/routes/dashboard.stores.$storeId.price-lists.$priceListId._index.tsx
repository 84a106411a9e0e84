/** One price list, or `new`. Its prices have a page of their own. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { NewPriceList } from '#contract/price-list.ts'
import { Breadcrumb, DashHead } from '../components/dashboard-parts.tsx'
import { DeletePanel } from '../components/delete-panel.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { PriceListForm } from '../components/price-list-form.tsx'
import { RowProblem } from '../components/row-form.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { keyHeader, newFormKey } from '../lib/form-key.ts'
import { countText } from '../lib/list-page.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { readPriceList } from '../lib/price-list-form.ts'
import { numbersOf } from '../lib/store-numbers.ts'

const NEW = 'new'

export async function loader(args: LoaderFunctionArgs) {
  const id = args.params.priceListId ?? ''
  const { store, selling, ask, may, storeId } = await openStore(args, id === NEW ? 'prices:write' : 'prices:read')
  const [{ currency, settings }, groups, list] = await Promise.all([
    ask(store.store()),
    ask(selling.groups()),
    id === NEW ? null : ask(selling.priceList(id)),
  ])
  const currencies = [...new Set([currency, ...settings.currencies, ...(list ? [list.currency] : [])])]
  const timeZone = settings.time_zone
  return { list, groups, currencies, timeZone, storeId, canWrite: may('prices:write'), formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'prices:write'), { list: save, remove })
}

async function save({ args, form, submit, store, selling, storeId, done, ask }: Posted & OpenedStore) {
  const clock = numbersOf(await ask(store.store()))
  const id = args.params.priceListId ?? ''
  const send = (body: NewPriceList) =>
    id === NEW ? selling.newPriceList(body, keyHeader(form)) : selling.savePriceList(id, body)
  const fieldOfCode = { name_taken: 'name', limit_reached: 'name', currency_not_offered: 'currency' } as const
  const sent = await submit({ schema: NewPriceList, send, fieldOfCode, ...readPriceList(form, clock) })
  if (sent.outcome === 'refused') return sent.page
  if (id !== NEW) return done('saved')
  return redirect(`/dashboard/stores/${storeId}/price-lists/${sent.answer.id}/prices?tab=add&done=added`, 303)
}

async function remove({ args, attempt, selling, storeId }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removePriceList(args.params.priceListId ?? ''))
  return sent.outcome === 'refused' ? sent.page : redirect(`/dashboard/stores/${storeId}/price-lists?done=deleted`, 303)
}

export const meta = platformMeta<typeof loader>('Price list', { nameOf: ({ list }) => list?.name })

const DONE = { saved: 'Price list saved. Carts use it within a second.' }

export default function PriceListPage() {
  const { list, storeId, ...rest } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/price-lists`}>Price lists</Breadcrumb>}
        title={list?.name ?? 'Add price list'}
        lead={list ? `${countText(list.price_count, 'One price', 'prices')} in ${list.currency}` : null}
      >
        {list ? (
          <Link className="button" to="prices">
            {rest.canWrite ? 'Edit prices' : 'View prices'}
          </Link>
        ) : null}
      </DashHead>
      <DoneNotice words={DONE} />
      <RowProblem forms={['remove']} />
      <PriceListForm key={JSON.stringify(list)} list={list} {...rest} />
      {list && rest.canWrite ? (
        <DeletePanel
          what="the price list"
          name={list.name}
          text="To pause it, turn it off instead."
          question="Its prices are deleted too."
        />
      ) : null}
    </>
  )
}
