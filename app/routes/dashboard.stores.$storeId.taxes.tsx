/** The taxes that the store collects, a row for each. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { TaxService } from '#contract/rate-services.ts'
import { SaveTaxRates } from '#contract/tax.ts'
import { STANDARD_RATES_AS_OF, standardRates, standardRatesText } from '#domain/standard-tax-rates.ts'
import { DashHead } from '../components/dashboard-parts.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { SigningSecret, type Tried, TryService } from '../components/rate-services.tsx'
import { RowProblem } from '../components/row-form.tsx'
import { SettingsCrumb } from '../components/settings-crumb.tsx'
import { StartWithRates } from '../components/start-with-rates.tsx'
import { TaxForm } from '../components/tax-form.tsx'
import { TaxServiceForm } from '../components/tax-service-form.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { COUNTRY_CODES, countriesByName } from '../lib/countries.ts'
import { englishName } from '../lib/country-names.ts'
import { newFormKey } from '../lib/form-key.ts'
import { changedRows } from '../lib/form-rows.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { taxRateText } from '../lib/price.ts'
import { readService } from '../lib/rate-service-form.ts'
import { makeSecret } from '../lib/service-secret.ts'
import { refuse } from '../lib/submit-form.ts'
import { readTaxRates } from '../lib/tax-form.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, may } = await openStore(args, 'store:read')
  const [{ settings }, rates, service, secretMadeAt] = await Promise.all([
    ask(store.store()),
    ask(selling.taxRates()),
    ask(selling.taxService()),
    ask(selling.serviceSecret()),
  ])
  const start = rates.some(({ country }) => country === settings.country) ? '' : standardRatesText(settings.country)
  const home = { country: englishName(settings.country), rates: start, asOf: STANDARD_RATES_AS_OF }
  const countries = countriesByName(COUNTRY_CODES, 'en').map(({ name }) => name)
  const services = { service, secretMadeAt, formKey: newFormKey() }
  const canWrite = may('store:write')
  return { rates, isInclusive: settings.tax_inclusive, countries, canWrite, home, ...services }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'store:write'), {
    taxes: save,
    start: startWithRates,
    service: saveService,
    try: tryIt,
    secret: makeSecret,
  })
}

async function save({ form, submit, selling, done }: Posted & OpenedStore) {
  const changed = changedRows(form)
  if (changed) return changed
  const sent = await submit({ schema: SaveTaxRates, send: selling.saveTaxRates, ...readTaxRates(form) })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

/** The rates of the store's own country, in front of whatever there is. */
async function startWithRates({ form, attempt, store, selling, ask, done }: Posted & OpenedStore) {
  const [{ settings }, rates] = await Promise.all([ask(store.store()), ask(selling.taxRates())])
  if (rates.some(({ country }) => country === settings.country)) return done('saved')
  const standard = standardRates(settings.country).map(({ ratePpm, ...rate }) => ({ ...rate, rate_ppm: ratePpm }))
  if (standard.length === 0) return refuse(form, { message: 'There are no rates to start with.', fields: {} }, 409)
  const sent = await attempt(() => selling.saveTaxRates({ rates: [...standard, ...rates] }))
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

async function saveService({ text, submit, selling, done }: Posted & OpenedStore) {
  const body = { service: readService(text) }
  const sent = await submit({ schema: TaxService, body, send: selling.saveTaxService })
  return sent.outcome === 'refused' ? sent.page : done('service')
}

/** Asks what is saved about the store's own country. */
async function tryIt({ form, attempt, store, selling, ask }: Posted & OpenedStore) {
  const [service, { settings }] = await Promise.all([ask(selling.taxService()), ask(store.store())])
  if (!service) return refuse(form, { message: 'No tax service is saved.', fields: {} }, 409)
  const { url } = service
  const sent = await attempt(() =>
    selling.tryTaxService({ url, country: settings.country, region: '', postal_code: '' }),
  )
  if (sent.outcome === 'refused') return sent.page
  const { answer } = sent
  if (answer.outcome === 'unavailable') return data<{ tried: Tried }>({ tried: answer })
  const lines = answer.answer.rates.map(
    ({ name, category, rate_ppm }) => `${name}${category ? ` (${category})` : ''}: ${taxRateText(rate_ppm)}`,
  )
  return data<{ tried: Tried }>({ tried: { outcome: 'answered', tookMs: answer.took_ms, lines } })
}

export const meta = platformMeta('Taxes')

const DONE = {
  saved: 'Taxes saved. Carts use them within a second.',
  service: 'Saved. Carts use it within a second.',
}

export default function TaxesPage() {
  const page = useLoaderData<typeof loader>()
  const { rates, isInclusive, countries, canWrite, home, service, secretMadeAt, formKey } = page
  return (
    <>
      <DashHead
        above={<SettingsCrumb />}
        title="Taxes"
        lead={
          <>
            Your prices {isInclusive ? 'include tax' : 'exclude tax; it is added at checkout'}. Change this in{' '}
            <Link to="../settings/details#prices" relative="path">
              store details
            </Link>
            .
          </>
        }
      />
      <DoneNotice words={DONE} />
      <RowProblem forms={['secret', 'try', 'start']} />
      {service ? (
        <p className="notice">
          {service.name} works out the taxes. The rates below apply only while it does not answer.
        </p>
      ) : null}
      {canWrite && home.rates ? <StartWithRates home={home} /> : null}
      <TaxForm key={JSON.stringify(rates)} rates={rates} countries={countries} canWrite={canWrite} />
      {canWrite ? (
        <>
          <TaxServiceForm key={JSON.stringify(service)} service={service} />
          {service ? <TryService name={service.name} text="Asks for the rates of your own country." /> : null}
          <SigningSecret madeAt={secretMadeAt} formKey={formKey} />
        </>
      ) : null}
    </>
  )
}
