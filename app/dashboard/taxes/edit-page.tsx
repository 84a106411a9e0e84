/** The taxes that the store collects, a row for each. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { TaxService } from '#contract/rate-service.ts'
import { SaveTaxRates } from '#contract/tax.ts'
import { STANDARD_RATES_AS_OF, standardRates, standardRatesText } from '#domain/standard-tax-rates.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { changedRows } from '../../server/form-rows.ts'
import { refuse } from '../../server/submit-form.ts'
import { DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { COUNTRY_CODES, countriesByName } from '../../ui/countries.ts'
import { englishName } from '../../ui/country-names.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { newFormKey } from '../../ui/form-key.ts'
import { RowProblem } from '../../ui/inline-form.tsx'
import { taxRateText } from '../../ui/price.ts'
import { readService } from '../rate-services/rate-service-form.ts'
import { SigningSecret, type Tried, TryService } from '../rate-services/rate-services.tsx'
import { makeSecret } from '../rate-services/service-secret.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'
import { StartWithRates } from './start-with-rates.tsx'
import { readTaxRates } from './tax-fields.ts'
import { TaxForm } from './tax-form.tsx'
import { TaxServiceForm } from './tax-service-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, may } = await requireStoreAccess(args, 'store:read')
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
  return dispatchIntent(args, await requireStoreAccess(args, 'store:write'), {
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
      <FlashMessage words={DONE} />
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
