import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NewPromotion } from '#contract/promotion.ts'
import { Breadcrumb, DashHead } from '../components/dashboard-parts.tsx'
import { PromotionForm } from '../components/promotion-form.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { keyHeader, newFormKey } from '../lib/form-key.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { readPromotion } from '../lib/promotion-form.ts'
import { findProducts, promotionChoices } from '../lib/promotion-page.ts'
import { numbersOf } from '../lib/store-numbers.ts'

export async function loader(args: LoaderFunctionArgs) {
  const opened = await openStore(args, 'promotions:write')
  return { choices: await promotionChoices(opened), storeId: opened.storeId, formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'promotions:write'), { promotion: add })
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
