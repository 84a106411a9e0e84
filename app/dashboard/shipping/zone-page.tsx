/** One zone with its rates: by its place in the list, or `new`. All zones are saved together, so none is changed unseen. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { SaveShippingZones, type ShippingZone } from '#contract/shipping.ts'
import { unlistedRegionProblem } from '#domain/address.ts'
import { formatMoney } from '#domain/money.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { changedRows } from '../../server/form-rows.ts'
import { pageError } from '../../server/page-error.ts'
import { refuse } from '../../server/submit-form.ts'
import { DeletePanel } from '../../shell/delete-panel.tsx'
import { Breadcrumb, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { COUNTRY_CODES, countriesByName } from '../../ui/countries.ts'
import { RowProblem } from '../../ui/inline-form.tsx'
import { numbersOf } from '../../ui/store-numbers.ts'
import { type Tried, TryService } from '../rate-services/rate-services.tsx'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { readZone } from './zone-fields.ts'
import { ZoneForm } from './zone-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, storeId } = await requireStoreAccess(args, 'store:write')
  const [{ currency, settings }, zones] = await Promise.all([ask(store.store()), ask(selling.zones())])
  const zone = args.params.zone === 'new' ? null : zones[Number(args.params.zone)]
  if (zone === undefined) throw pageError(404, 'not_found', args.context.requestId)
  const countries = countriesByName(COUNTRY_CODES, 'en').map(({ code, name }) => ({ value: code, label: name }))
  const { locale } = settings
  return { zone, countries, currencies: [currency, ...settings.currencies], locale, storeId }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'store:write'), { zone: save, remove, try: tryIt })
}

const MOVED = 'Somebody has changed the zones meanwhile. Look at the list and try again.'

/** All zones as they are, and where in them this one is. Null when it is not there any more. */
async function findZone({ args, selling, ask, text }: Posted & OpenedStore) {
  const zones = await ask(selling.zones())
  if (args.params.zone === 'new') return { zones, index: zones.length }
  const index = Number(args.params.zone)
  return zones[index]?.name === text('was') ? { zones, index } : null
}

async function save(posted: Posted & OpenedStore) {
  const { form, submit, store, selling, ask, storeId } = posted
  const changed = changedRows(form)
  if (changed) return changed
  const [shop, found] = await Promise.all([ask(store.store()), findZone(posted)])
  if (!found) return refuse(form, { message: MOVED, fields: {} }, 409)
  const { zones, index } = found
  const others = zones.filter((_, at) => at !== index)
  const misspelt = unlistedRegionOf(others)
  if (misspelt) return refuse(form, { message: misspelt, fields: {} })
  const taken = others.flatMap(({ rates }) => rates.map(({ id }) => id))
  const { zone, problems, fieldOf } = readZone(form, numbersOf(shop), taken)
  const here = `zones.${index}.`
  const sent = await submit({
    schema: SaveShippingZones,
    body: { zones: [...zones.slice(0, index), zone, ...zones.slice(index + 1)] },
    send: selling.saveZones,
    problems,
    // What is wrong with all zones together is wrong with where this one is.
    fieldOf: (path) => (path.startsWith(here) ? fieldOf(path.slice(here.length)) : 'countries'),
  })
  return sent.outcome === 'refused' ? sent.page : redirect(`/dashboard/stores/${storeId}/shipping?done=saved`, 303)
}

/** Zones are saved together: one of the time when any region was taken has to be put right first. */
function unlistedRegionOf(zones: readonly ShippingZone[]): string | null {
  for (const { name, places } of zones)
    for (const { country, regions } of places)
      for (const region of regions) {
        const problem = unlistedRegionProblem(country, region)
        if (problem) return `Change the zone “${name}” first. ${problem}`
      }
  return null
}

/** Asks what is saved, for a parcel to the first place of the zone. */
async function tryIt(posted: Posted & OpenedStore) {
  const { form, attempt, selling } = posted
  const zone = await savedZone(posted)
  const place = zone?.places[0]
  const url = zone?.rates_service?.url
  if (!place || !url) return refuse(form, { message: MOVED, fields: {} }, 409)
  const region = place.regions[0] ?? ''
  const sent = await attempt(() => selling.tryRatesService({ url, country: place.country, region, postal_code: '' }))
  if (sent.outcome === 'refused') return sent.page
  const { answer } = sent
  if (answer.outcome === 'unavailable') return data<{ tried: Tried }>({ tried: answer })
  const lines = answer.answer.rates.map(
    ({ name, price_minor, currency }) => `${name}: ${formatMoney(price_minor, currency, 'en')}`,
  )
  return data<{ tried: Tried }>({ tried: { outcome: 'answered', tookMs: answer.took_ms, lines } })
}

async function savedZone({ args, selling, ask }: Posted & OpenedStore) {
  const zones = await ask(selling.zones())
  return zones[Number(args.params.zone)]
}

async function remove(posted: Posted & OpenedStore) {
  const { form, attempt, selling, storeId } = posted
  const found = await findZone(posted)
  if (!found) return refuse(form, { message: MOVED, fields: {} }, 409)
  const zones = found.zones.toSpliced(found.index, 1)
  const misspelt = unlistedRegionOf(zones)
  if (misspelt) return refuse(form, { message: misspelt, fields: {} })
  const sent = await attempt(() => selling.saveZones({ zones }))
  return sent.outcome === 'refused' ? sent.page : redirect(`/dashboard/stores/${storeId}/shipping?done=deleted`, 303)
}

export const meta = platformMeta<typeof loader>('Delivery zone', { nameOf: ({ zone }) => zone?.name })

export default function ZonePage() {
  const { zone, countries, currencies, locale, storeId } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/shipping`}>Delivery</Breadcrumb>}
        title={zone?.name ?? 'Add zone'}
      />
      <RowProblem forms={['remove', 'try']} />
      <ZoneForm zone={zone} countries={countries} currencies={currencies} locale={locale} />
      {zone?.rates_service ? (
        <TryService name={zone.rates_service.name} text="For a 1 kg parcel to the first place of this zone." />
      ) : null}
      {zone ? (
        <DeletePanel
          what="the zone"
          name={zone.name}
          text="Existing orders are not affected."
          question="You will no longer deliver there."
          fields={{ was: zone.name }}
        />
      ) : null}
    </>
  )
}
