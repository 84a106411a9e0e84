import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NewPromotion } from '#contract/promotion.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Breadcrumb, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { numbersOf } from '../../ui/store-numbers.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { findProducts, promotionChoices } from './promotion-choices.ts'
import { readPromotion } from './promotion-fields.ts'
import { PromotionForm } from './promotion-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const opened = await requireStoreAccess(args, 'promotions:write')
  return { choices: await promotionChoices(opened), storeId: opened.storeId, formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'promotions:write'), { promotion: add })
}

async function add(posted: Posted & OpenedStore) {
  const { form, submit, store, selling, ask, storeId } = posted
  if (form.has('find_products')) return findProducts(posted)
  const numbers = numbersOf(await ask(store.store()))
  const send = (body: NewPromotion) => selling.newPromotion(body, keyHeader(form))
  const fieldOfCode = { code_taken: 'code' } as const
  const sent = await submit({ schema: NewPromotion, send, fieldOfCode, ...readPromotion(form, numbers) })
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${storeId}/promotions/${sent.answer.id}?done=added`, 303)
}

export const meta = platformMeta('Add promotion')

export default function NewPromotionPage() {
  const { choices, storeId, formKey } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/promotions`}>Promotions</Breadcrumb>}
        title="Add promotion"
      />
      <PromotionForm promotion={null} products={[]} choices={choices} canWrite formKey={formKey} />
    </>
  )
}
