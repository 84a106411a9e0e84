import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NewStore } from '#contract/store.ts'
import { BrowserTimeZone } from '../components/browser-time-zone.tsx'
import { DashHead, Panel } from '../components/dashboard-parts.tsx'
import { Field } from '../components/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../components/form.tsx'
import { CodeSelect, StoreAddressField } from '../components/store-fields.tsx'
import { COUNTRY_CODES, countriesByName } from '../lib/countries.ts'
import { currenciesByName } from '../lib/currencies.ts'
import { openBusiness } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { readForm } from '../lib/read-form.ts'
import { submitForm } from '../lib/submit-form.ts'
import { suggestedTimeZone } from '../lib/suggested-time-zone.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { member } = await openBusiness(args, 'stores:create')
  return {
    ...{ business: member.tenant.name, platformHost: args.context.env.PLATFORM_HOST },
    ...{ countries: countriesByName(COUNTRY_CODES, 'en'), currencies: currenciesByName() },
  }
}

/** What a new store begins with beside what was asked; all of it stands in its settings. */
const beginnings = (name: string, country: string, contactEmail: string) => ({
  ...{ name, country, locale: 'en', contact_email: contactEmail },
  // Prices with tax are the rule nearly everywhere but in North America.
  tax_inclusive: !['US', 'CA'].includes(country),
})

const FIELDS: Record<string, string> = { 'settings.name': 'name', 'settings.country': 'country' }

export async function action(args: ActionFunctionArgs) {
  const { tenant, me } = await openBusiness(args, 'stores:create')
  const form = await readForm(args.request, args.context.requestId)
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const settings = {
    ...beginnings(text('name'), text('country'), me.email),
    time_zone: suggestedTimeZone(text('time_zone'), text('country')),
  }
  const sent = await submitForm(args, form, {
    ...{ schema: NewStore, send: tenant.newStore, fieldOfCode: { slug_taken: 'slug' } },
    body: { slug: text('slug'), currency: text('currency'), settings },
    fieldOf: (path) => FIELDS[path] ?? path,
  })
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${sent.answer.id}/settings?done=opened`, 303)
}

export const meta = platformMeta('Open a store')

export default function NewStorePage() {
  const { business, platformHost, countries, currencies } = useLoaderData<typeof loader>()
  const form = useForm('new-store')
  return (
    <>
      <DashHead
        title="Open another store"
        lead={`For ${business}: the same team, its own address, look and currency.`}
      />
      <Panel id="store" title="The store" text="The address and the currency stay; the rest can change.">
        <ActionForm form={form}>
          <Field {...form.field('name')} label="Name of the store" autoComplete="off" />
          <StoreAddressField {...form.field('slug')} platformHost={platformHost} />
          <BrowserTimeZone name="time_zone" />
          <CodeSelect {...form.field('country')} label="Country" codes={countries} />
          <CodeSelect
            {...form.field('currency')}
            label="Currency"
            hint="What your prices are in. It cannot be changed later."
            codes={currencies}
          />
          <SubmitButton>Open the store</SubmitButton>
        </ActionForm>
      </Panel>
    </>
  )
}
