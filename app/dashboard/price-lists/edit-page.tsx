/** One price list, or `new`. Its prices have a page of their own. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { NewPriceList } from '#contract/price-list.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DeletePanel } from '../../shell/delete-panel.tsx'
import { Breadcrumb, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { RowProblem } from '../../ui/inline-form.tsx'
import { countText } from '../../ui/paging.ts'
import { numbersOf } from '../../ui/store-numbers.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { readPriceList } from './price-list-fields.ts'
import { PriceListForm } from './price-list-form.tsx'

const NEW = 'new'

export async function loader(args: LoaderFunctionArgs) {
  const id = args.params.priceListId ?? ''
  const { store, selling, ask, may, storeId } = await requireStoreAccess(
    args,
    id === NEW ? 'prices:write' : 'prices:read',
  )
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
  return dispatchIntent(args, await requireStoreAccess(args, 'prices:write'), { list: save, remove })
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
      <FlashMessage words={DONE} />
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
