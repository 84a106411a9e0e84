import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { NewGiftCard } from '#contract/gift-card.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Breadcrumb, DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { useTimeZone } from '../../shell/time-zone-in-sight.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Alert } from '../../ui/flash-message.tsx'
import { ActionForm, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { priceText } from '../../ui/price.ts'
import { numbersOf } from '../../ui/store-numbers.ts'
import { clocksOf } from '../../ui/time-zones.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { readGiftCard } from './gift-card-form.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, storeId } = await requireStoreAccess(args, 'gift_cards:write')
  const { currency, settings } = await ask(store.store())
  return { currencies: [currency, ...settings.currencies], storeId, formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'gift_cards:write'), { issue })
}

/** No redirect: the code is in this answer and nowhere else. */
async function issue({ form, submit, store, selling, ask }: Posted & OpenedStore) {
  const numbers = numbersOf(await ask(store.store()))
  const send = (body: NewGiftCard) => selling.issueGiftCard(body, keyHeader(form))
  const sent = await submit({ schema: NewGiftCard, send, ...readGiftCard(form, numbers) })
  if (sent.outcome === 'refused') return sent.page
  const { id, code, recipient, initial } = sent.answer
  return data({ issued: { id, code, recipient, amount: priceText(initial, 'en') } })
}

export const meta = platformMeta('Issue gift card')

interface Issued {
  issued?: { id: string; code: string; recipient: string | null; amount: string }
}

export default function IssueGiftCardPage() {
  const { currencies, storeId, formKey } = useLoaderData<typeof loader>()
  const issued = useAnswer<Issued>()?.issued
  const list = `/dashboard/stores/${storeId}/gift-cards`
  return (
    <>
      <DashHead above={<Breadcrumb to={list}>Gift cards</Breadcrumb>} title="Issue gift card" />
      {issued ? (
        <Panel id="issued" title={`A gift card of ${issued.amount}`} text="The code is shown only once.">
          <Alert tone="caution">
            {issued.recipient
              ? `The code is on its way to ${issued.recipient}. Whoever has it can spend it.`
              : 'Copy the code now. Anyone who has it can spend it.'}
          </Alert>
          <CopyField id="code" label="Code" value={issued.code} />
          <p>
            <Link to={`${list}/${issued.id}`}>View gift card</Link>
          </p>
        </Panel>
      ) : null}
      <Panel id="card" title={issued ? 'Another gift card' : 'Gift card'} text="A way to pay, not a discount.">
        <IssueForm key={issued?.id} currencies={currencies} formKey={formKey} />
      </Panel>
    </>
  )
}

function IssueForm({ currencies, formKey }: { currencies: string[]; formKey: string }) {
  const form = useForm('issue', { currency: currencies[0] ?? '' })
  return (
    <ActionForm form={form}>
      <FormKey value={formKey} />
      {currencies.length > 1 ? (
        <div className="fields-row">
          <Field {...form.field('amount')} label="Amount" inputMode="decimal" autoComplete="off" />
          <SelectField {...form.field('currency')} label="Currency">
            {currencies.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </SelectField>
        </div>
      ) : (
        <Field
          {...form.field('amount')}
          label="Amount"
          suffix={currencies[0] ?? ''}
          inputMode="decimal"
          autoComplete="off"
        />
      )}
      <Field
        {...form.field('recipient')}
        type="email"
        label="For"
        hint="They get the code by e-mail. Leave empty to pass it on yourself."
        inputMode="email"
        autoComplete="off"
        isOptional
      />
      <Field
        {...form.field('expires_at')}
        type="date"
        label="Expires"
        hint={`The end of that day, ${clocksOf(useTimeZone())}. Empty: for ever. Some countries ask for several years.`}
        isOptional
      />
      <Field {...form.field('note')} label="Note" hint="Only your team sees it." maxLength={200} isOptional />
      <SubmitButton>Issue gift card</SubmitButton>
    </ActionForm>
  )
}
