/** Where the store delivers to and what it costs: one panel for each zone. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { DeliveryRate } from '#contract/shipping.ts'
import { formatMoney } from '#domain/money.ts'
import { DashHead, Empty, Panel } from '../components/dashboard-parts.tsx'
import { DataTable } from '../components/data-table.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { englishName } from '../lib/country-names.ts'
import { openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { kilogramText } from '../lib/typed-numbers.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, selling, ask, may } = await openStore(args, 'store:read')
  const [{ currency }, zones, locations] = await Promise.all([
    ask(store.store()),
    ask(selling.zones()),
    may('inventory:read') ? ask(selling.locations()) : [],
  ])
  return {
    zones: zones.map(({ name, places, rates }) => ({
      name,
      rates,
      places: places.map(({ country, regions }) =>
        regions.length > 0 ? `${englishName(country)} (${regions.join(', ')})` : englishName(country),
      ),
    })),
    pickups: locations.filter(({ offers_pickup }) => offers_pickup).map(({ name }) => name),
    ...{ currency, canWrite: may('store:write') },
  }
}

export const meta = platformMeta('Delivery')

const DONE = { saved: 'The zone is saved. Shoppers see it within a minute.', deleted: 'The zone is deleted.' }

export default function ShippingPage() {
  const { zones, pickups, currency, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead title="Delivery" lead="A zone is where you deliver to, with the ways to deliver there.">
        {canWrite ? (
          <Link className="button" to="new">
            Add zone
          </Link>
        ) : null}
      </DashHead>
      <DoneNotice words={DONE} />
      {zones.length === 0 ? <Empty title="No zone yet">You deliver nowhere: shoppers can only pick up.</Empty> : null}
      {zones.map(({ name, places, rates }, index) => (
        <Panel
          key={name}
          id={`zone-${index}`}
          title={name}
          text={placesText(places)}
          isFlush
          action={
            canWrite ? (
              <Link className="button button--quiet button--small" to={String(index)}>
                Edit<span className="visually-hidden"> {name}</span>
              </Link>
            ) : null
          }
        >
          {rates.length === 0 ? (
            <Empty title="No way to deliver">Nobody can order to here until there is one.</Empty>
          ) : (
            <DataTable
              caption={`Ways to deliver to ${name}`}
              items={rates}
              keyOf={({ id }) => id}
              columns={[
                {
                  label: 'Way',
                  cell: (rate) => (
                    <span className="two-lines">
                      {rate.name}
                      <span className="muted">{rate.description}</span>
                    </span>
                  ),
                },
                { label: 'What it costs', cell: ({ basis }) => BASES[basis] },
                { label: 'Free from', isNumber: true, cell: (rate) => freeFrom(rate, currency) },
                { label: 'Price', isNumber: true, cell: (rate) => <Prices rate={rate} currency={currency} /> },
              ]}
            />
          )}
        </Panel>
      ))}
      <Panel id="pickup" title="Pickup" text="Where shoppers can come by themselves.">
        <p>{pickups.length === 0 ? 'No location offers it.' : `At ${pickups.join(', ')}.`}</p>
        <p>
          <Link to="../locations">Locations</Link>
        </p>
      </Panel>
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
  flat: 'Always the same',
  weight: 'By weight',
  value: 'By the value of the goods',
}

const freeFrom = ({ free_over_minor, currency = '' }: DeliveryRate, storeCurrency: string) =>
  free_over_minor === null ? '' : formatMoney(free_over_minor, currency || storeCurrency, 'en')

function Prices({ rate, currency }: { rate: DeliveryRate; currency: string }) {
  const money = (minor: number) => formatMoney(minor, rate.currency ?? currency, 'en')
  const price = (minor: number) => (minor === 0 ? 'Free' : money(minor))
  if (rate.basis === 'flat') return price(rate.steps[0]?.price_minor ?? 0)
  const fromText = (from: number) => (rate.basis === 'weight' ? `${kilogramText(from)} kg` : money(from))
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
