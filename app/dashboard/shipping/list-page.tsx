/** Where the store delivers to and what it costs: one panel for each zone. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { DeliveryRate } from '#contract/shipping.ts'
import { formatMoney } from '#domain/money.ts'
import { regionTitle } from '#domain/regions.ts'
import { dispatchIntent } from '../../server/dispatch-intent.ts'
import { DashHead, EmptyState, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { englishName } from '../../ui/country-names.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { newFormKey } from '../../ui/form-key.ts'
import { RowProblem } from '../../ui/inline-form.tsx'
import { kilogramText } from '../../ui/typed-numbers.ts'
import { SigningSecret } from '../rate-services/rate-services.tsx'
import { makeSecret } from '../rate-services/service-secret.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, may } = await requireStoreAccess(args, 'store:read')
  const [{ currency }, zones, secretMadeAt, locations] = await Promise.all([
    ask(store.store()),
    ask(selling.zones()),
    ask(selling.serviceSecret()),
    may('inventory:read') ? ask(selling.locations()) : [],
  ])
  return {
    zones: zones.map(({ name, places, rates, rates_service }) => ({
      name,
      rates,
      carrier: rates_service?.name ?? null,
      places: places.map(({ country, regions }) =>
        regions.length > 0
          ? `${englishName(country)} (${regions.map((one) => regionTitle(country, one)).join(', ')})`
          : englishName(country),
      ),
    })),
    pickups: locations.filter(({ offers_pickup }) => offers_pickup).map(({ name }) => name),
    currency,
    canWrite: may('store:write'),
    secretMadeAt,
    formKey: newFormKey(),
  }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'store:write'), { secret: makeSecret })
}

export const meta = platformMeta('Delivery')

const DONE = { saved: 'Zone saved. Shoppers see it within a minute.', deleted: 'Zone deleted.' }

export default function ShippingPage() {
  const { zones, pickups, currency, canWrite, secretMadeAt, formKey } = useLoaderData<typeof loader>()
  const add = canWrite ? (
    <Link className="button" to="new">
      Add zone
    </Link>
  ) : null
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Delivery" lead="Where you deliver and what it costs.">
        {zones.length > 0 ? add : null}
      </DashHead>
      <FlashMessage words={DONE} />
      <RowProblem forms={['secret']} />
      {zones.length === 0 ? (
        <EmptyState title="No zones yet" action={add}>
          {pickups.length === 0
            ? 'You do not deliver anywhere yet, so nobody can order anything that has to be sent.'
            : 'You do not deliver anywhere yet. Shoppers can only pick up.'}
        </EmptyState>
      ) : null}
      {zones.map(({ name, places, rates, carrier }, index) => (
        <Panel
          key={name}
          id={`zone-${index}`}
          title={name}
          text={places.length === 1 && places[0] === name ? null : placesText(places)}
          isFlush
          action={
            canWrite ? (
              <Link className="button button--quiet button--small" to={String(index)}>
                Edit<span className="visually-hidden"> {name}</span>
              </Link>
            ) : null
          }
        >
          {carrier ? <p className="row-foot muted">{carrier} prices each parcel.</p> : null}
          {rates.length === 0 ? (
            carrier ? null : (
              <EmptyState title="No delivery method">Nobody can order here until you add one.</EmptyState>
            )
          ) : (
            <DataTable
              caption={`Delivery methods for ${name}`}
              items={rates}
              keyOf={({ id }) => id}
              columns={[
                {
                  label: 'Method',
                  cell: (rate) => (
                    <span className="two-lines">
                      {rate.name}
                      <span className="muted">{rate.description}</span>
                    </span>
                  ),
                },
                { label: 'Pricing', cell: ({ basis }) => BASES[basis] },
                { label: 'Free over', isNumber: true, cell: (rate) => freeFrom(rate, currency) },
                { label: 'Price', isNumber: true, cell: (rate) => <Prices rate={rate} currency={currency} /> },
              ]}
            />
          )}
        </Panel>
      ))}
      <Panel id="pickup" title="Pickup" text="Where shoppers can collect orders.">
        <p>{pickups.length === 0 ? 'No location offers pickup.' : `At ${pickups.join(', ')}.`}</p>
        <p>
          <Link to="../locations" relative="path">
            Locations
          </Link>
        </p>
      </Panel>
      {canWrite ? <SigningSecret madeAt={secretMadeAt} formKey={formKey} /> : null}
    </>
  )
}

const SHOWN_PLACES = 6

function placesText(places: string[]): string {
  const rest = places.length - SHOWN_PLACES
  const shown = places.slice(0, SHOWN_PLACES).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

const BASES: Record<DeliveryRate['basis'], string> = {
  flat: 'Flat rate',
  weight: 'By weight',
  value: 'By order value',
}

const freeFrom = ({ free_over_minor, currency = '' }: DeliveryRate, storeCurrency: string) =>
  free_over_minor === null ? '' : formatMoney(free_over_minor, currency || storeCurrency, 'en')

function Prices({ rate, currency }: { rate: DeliveryRate; currency: string }) {
  const money = (minor: number) => formatMoney(minor, rate.currency ?? currency, 'en')
  const price = (minor: number) => (minor === 0 ? 'Free' : money(minor))
  if (rate.basis === 'flat') return price(rate.steps[0]?.price_minor ?? 0)
  const fromText = (from: number) => (rate.basis === 'weight' ? `${kilogramText(from, 'en')} kg` : money(from))
  return (
    <ul className="steps-of-rate">
      {rate.steps.map(({ from, price_minor }) => (
        <li key={from}>
          <span className="muted">from {fromText(from)} </span>
          {price(price_minor)}
        </li>
      ))}
    </ul>
  )
}
