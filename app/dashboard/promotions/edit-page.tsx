import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NewPromotion } from '#contract/promotion.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DeletePanel } from '../../shell/delete-panel.tsx'
import { Badge, Breadcrumb, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { newFormKey } from '../../ui/form-key.ts'
import { RowProblem } from '../../ui/inline-form.tsx'
import { numbersOf } from '../../ui/store-numbers.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { findProducts, promotionChoices } from './promotion-choices.ts'
import { readPromotion } from './promotion-fields.ts'
import { PromotionForm } from './promotion-form.tsx'
import { effectText, PROMOTION_STATES, usesText } from './promotion-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const opened = await requireStoreAccess(args, 'promotions:read')
  const { selling, ask, may, storeId } = opened
  const [promotion, choices] = await Promise.all([
    ask(selling.promotion(args.params.promotionId ?? '')),
    promotionChoices(opened),
  ])
  return { promotion, choices, storeId, canWrite: may('promotions:write'), formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'promotions:write'), { promotion: save, remove })
}

async function save(posted: Posted & OpenedStore) {
  const { args, form, submit, store, selling, ask, done } = posted
  if (form.has('find_products')) return findProducts(posted)
  const numbers = numbersOf(await ask(store.store()))
  const send = (body: NewPromotion) => selling.savePromotion(args.params.promotionId ?? '', body)
  const fieldOfCode = { code_taken: 'code' } as const
  const sent = await submit({ schema: NewPromotion, send, fieldOfCode, ...readPromotion(form, numbers) })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

async function remove({ args, attempt, selling, storeId }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removePromotion(args.params.promotionId ?? ''))
  return sent.outcome === 'refused' ? sent.page : redirect(`/dashboard/stores/${storeId}/promotions?done=deleted`, 303)
}

export const meta = platformMeta<typeof loader>('Promotion', { nameOf: ({ promotion }) => promotion.title })

const DONE = {
  added: 'Promotion added.',
  saved: 'Promotion saved. Carts use it within a second.',
}

export default function PromotionPage() {
  const { promotion, choices, storeId, canWrite, formKey } = useLoaderData<typeof loader>()
  const state = PROMOTION_STATES[promotion.status]
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/promotions`}>Promotions</Breadcrumb>}
        title={promotion.title}
        lead={
          <>
            <Badge tone={state.tone}>{state.label}</Badge> {effectText(promotion.effect, promotion.currency)},{' '}
            {usesText(promotion)}
          </>
        }
      />
      <FlashMessage words={DONE} />
      <RowProblem forms={['remove']} />
      <PromotionForm
        key={promotion.updated_at}
        {...{ promotion, choices, canWrite, formKey }}
        products={promotion.products}
      />
      {canWrite ? (
        <DeletePanel
          what="the promotion"
          name={promotion.title}
          text="To pause it, turn it off instead."
          question="Shoppers can no longer use it, including those who have it in their cart."
        />
      ) : null}
    </>
  )
}
