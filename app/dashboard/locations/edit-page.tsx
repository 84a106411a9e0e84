/** One place, or `new`. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NewLocation } from '#contract/location.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { pageError } from '../../server/page-error.ts'
import { refuse } from '../../server/submit-form.ts'
import { DeletePanel } from '../../shell/delete-panel.tsx'
import { Breadcrumb, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { COUNTRY_CODES, countriesByName } from '../../ui/countries.ts'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { RowProblem } from '../../ui/inline-form.tsx'
import { numbersOf } from '../../ui/store-numbers.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { readLocation } from './location-fields.ts'
import { LocationForm } from './location-form.tsx'

/** The one that every store has cannot be deleted. */
const MAIN = 'default'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, storeId } = await requireStoreAccess(args, 'store:write')
  const [shop, locations] = await Promise.all([ask(store.store()), ask(selling.locations())])
  const wanted = args.params.locationId
  const location = wanted === 'new' ? null : locations.find(({ id }) => id === wanted)
  if (location === undefined) throw pageError(404, 'location_not_found', args.context.requestId)
  const countries = countriesByName(COUNTRY_CODES, 'en')
  return {
    location,
    numbers: numbersOf(shop),
    country: shop.settings.country,
    countries,
    storeId,
    formKey: newFormKey(),
  }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'store:write'), { location: save, remove })
}

async function save({ args, form, submit, store, selling, ask, storeId }: Posted & OpenedStore) {
  const numbers = numbersOf(await ask(store.store()))
  const read = readLocation(form, numbers)
  if (form.has('update')) return refuse(form, { message: null, fields: {} }, 200)
  const id = args.params.locationId ?? ''
  const isNew = id === 'new'
  const send = (body: NewLocation) =>
    isNew ? selling.newLocation(body, keyHeader(form)) : selling.saveLocation(id, body)
  const fieldOfCode = { name_taken: 'name', limit_reached: 'name' } as const
  const sent = await submit({ schema: NewLocation, send, fieldOfCode, ...read })
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${storeId}/locations?done=${isNew ? 'added' : 'saved'}`, 303)
}

async function remove({ args, attempt, selling, storeId }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removeLocation(args.params.locationId ?? ''))
  return sent.outcome === 'refused' ? sent.page : redirect(`/dashboard/stores/${storeId}/locations?done=deleted`, 303)
}

export const meta = platformMeta<typeof loader>('Location', { nameOf: ({ location }) => location?.name })

export default function LocationPage() {
  const { location, storeId, ...rest } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/locations`}>Locations</Breadcrumb>}
        title={location?.name ?? 'Add location'}
      />
      <RowProblem forms={['remove']} />
      <LocationForm location={location} {...rest} />
      {location && location.id !== MAIN ? (
        <DeletePanel
          what="the location"
          name={location.name}
          text="A location with stock cannot be deleted. Transfer the stock first."
          question="Its history is kept."
        />
      ) : null}
    </>
  )
}
