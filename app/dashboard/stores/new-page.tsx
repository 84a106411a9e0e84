import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { NewStore } from '#contract/store.ts'
import { fillAddress } from '../../accounts/sign-up/free-address.ts'
import {
  StoreAddressField,
  StoreCountryField,
  StoreCurrencyField,
  StoreNameField,
} from '../../accounts/sign-up/store-fields.tsx'
import { storeCountries } from '../../accounts/sign-up/suggested-place.ts'
import { suggestedTimeZone } from '../../accounts/sign-up/suggested-time-zone.ts'
import { enhanceStoreForm } from '../../client/store-form.ts'
import { readForm } from '../../server/read-form.ts'
import { submitForm } from '../../server/submit-form.ts'
import { DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { BrowserTimeZone } from '../../ui/browser-time-zone.tsx'
import { currenciesByName } from '../../ui/currencies.ts'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { requireBusiness } from '../require-dashboard.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { member } = await requireBusiness(args, 'stores:create')
  return {
    business: member.tenant.name,
    platformHost: args.context.env.PLATFORM_HOST,
    countries: storeCountries(),
    currencies: currenciesByName(),
  }
}

/** What a new store begins with beside what was asked; all of it stands in its settings. */
const beginnings = (name: string, country: string, contactEmail: string) => ({
  name,
  country,
  locale: 'en',
  contact_email: contactEmail,
  // Prices with tax are the rule nearly everywhere but in North America.
  tax_inclusive: !['US', 'CA'].includes(country),
})

const FIELDS: Record<string, string> = { 'settings.name': 'name', 'settings.country': 'country' }

export async function action(args: ActionFunctionArgs) {
  const { tenant, me } = await requireBusiness(args, 'stores:create')
  const form = await readForm(args.request, args.context.requestId)
  await fillAddress(args.context, form, { name: 'name', address: 'slug' })
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const settings = {
    ...beginnings(text('name'), text('country'), me.email),
    time_zone: suggestedTimeZone(text('time_zone'), text('country')),
  }
  const sent = await submitForm(args, form, {
    schema: NewStore,
    send: tenant.newStore,
    fieldOfCode: { slug_taken: 'slug' },
    body: { slug: text('slug'), currency: text('currency'), settings },
    fieldOf: (path) => FIELDS[path] ?? path,
  })
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${sent.answer.id}/settings/details?done=opened`, 303)
}

export const meta = platformMeta('Open a store')

export default function NewStorePage() {
  const { business, platformHost, countries, currencies } = useLoaderData<typeof loader>()
  const form = useForm('new-store')
  const { key } = useLocation()
  const fields = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form that was answered starts anew
  useEffect(() => {
    const element = fields.current?.querySelector('form')
    if (element) enhanceStoreForm(element)
  }, [key])
  return (
    <>
      <DashHead
        title="Open another store"
        lead={`For ${business}: the same team, its own address, look and currency.`}
      />
      <Panel id="store" title="The store" text="You can change everything later except the address and the currency.">
        <div ref={fields}>
          <ActionForm form={form}>
            <StoreNameField {...form.field('name')} />
            <StoreAddressField {...form.field('slug')} platformHost={platformHost} />
            <BrowserTimeZone name="time_zone" />
            <StoreCountryField {...form.field('country')} codes={countries} />
            <StoreCurrencyField {...form.field('currency')} codes={currencies} />
            <SubmitButton>Open store</SubmitButton>
          </ActionForm>
        </div>
      </Panel>
    </>
  )
}
