/** The taxes that the store collects, a row for each. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { TaxRates } from '#contract/tax.ts'
import { DashHead } from '../components/dashboard-parts.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { TaxForm } from '../components/tax-form.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { COUNTRY_CODES, countriesByName } from '../lib/countries.ts'
import { changedRows } from '../lib/form-rows.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { readTaxRates } from '../lib/tax-form.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, may } = await openStore(args, 'store:read')
  const [{ settings }, rates] = await Promise.all([ask(store.store()), ask(selling.taxRates())])
  const countries = countriesByName(COUNTRY_CODES, 'en').map(({ name }) => name)
  return { rates, isInclusive: settings.tax_inclusive, countries, canWrite: may('store:write') }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'store:write'), { taxes: save })
}

async function save({ form, submit, selling, done }: Posted & OpenedStore) {
  const changed = changedRows(form)
  if (changed) return changed
  const sent = await submit({ schema: TaxRates, send: selling.saveTaxRates, ...readTaxRates(form) })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

export const meta = platformMeta('Taxes')

const DONE = { saved: 'The taxes are saved. Carts follow within a second.' }

export default function TaxesPage() {
  const { rates, isInclusive, countries, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        title="Taxes"
        lead={
          <>
            Your prices {isInclusive ? 'include the tax' : 'are without tax; it is added at the checkout'}. You can
            change that in the <Link to="../settings#prices">settings</Link>.
          </>
        }
      />
      <DoneNotice words={DONE} />
      <TaxForm key={JSON.stringify(rates)} rates={rates} countries={countries} canWrite={canWrite} />
    </>
  )
}
