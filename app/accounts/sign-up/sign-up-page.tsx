import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { SignUp } from '#contract/identity.ts'
import storeFormUrl from '../../client/store-form-page.ts?script'
import { openForm, openPage, requireStranger } from '../../server/require-platform.ts'
import { keepSecret } from '../../server/session.ts'
import { bodyOf, submitForm } from '../../server/submit-form.ts'
import { platformMeta } from '../../shell/platform-meta.ts'
import { BrowserTimeZone } from '../../ui/browser-time-zone.tsx'
import { currenciesByName } from '../../ui/currencies.ts'
import { Field } from '../../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { isObject } from '../../ui/form-state.ts'
import { NewPasswordField } from '../../ui/password-field.tsx'
import { fillAddress } from './free-address.ts'
import { StoreAddressField, StoreCountryField, StoreCurrencyField, StoreNameField } from './store-fields.tsx'
import { storeCountries, suggestedPlace } from './suggested-place.ts'
import { suggestedTimeZone } from './suggested-time-zone.ts'

export async function loader(args: LoaderFunctionArgs) {
  await openPage(args)
  requireStranger(args.context)
  return {
    platformHost: args.context.env.PLATFORM_HOST,
    countries: storeCountries(),
    currencies: currenciesByName(),
    place: suggestedPlace(args.request, args.context.country),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  await fillAddress(args.context, form, { name: 'store.name', address: 'store.slug' })
  const sent = await submitForm(args, form, {
    schema: SignUp,
    send: calls.signUp,
    body: bodyWithTimeZone(form),
    fieldOfCode: { slug_taken: 'store.slug', password_too_common: 'password' },
  })
  if (sent.outcome === 'refused') return sent.page
  keepSecret(args.context, 'signup', sent.answer.proof)
  return redirect('/check-mail', 303)
}

/** The browser's time zone is a suggestion that nobody has typed: one that will not do is left out. */
function bodyWithTimeZone(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '')
  const body = bodyOf(form)
  const time_zone = suggestedTimeZone(text('store.time_zone'), text('store.country'))
  return { ...body, store: { ...(isObject(body.store) ? body.store : {}), time_zone } }
}

export const meta = platformMeta('Open a store', { isPrivate: false, path: '/sign-up' })

export default function SignUpPage() {
  const { platformHost, countries, currencies, place } = useLoaderData<typeof loader>()
  const form = useForm('sign-up', { 'store.country': place.country, 'store.currency': place.currency })
  return (
    <FormPage
      title="Open a store"
      lead="Takes two minutes. We’ll e-mail you a link to open your store."
      footer={
        <p>
          Have an account? <a href="/log-in">Log in</a>
        </p>
      }
    >
      <ActionForm form={form}>
        <fieldset className="group">
          <legend>You</legend>
          <Field {...form.field('name')} label="Name" autoComplete="name" />
          <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
          <NewPasswordField form={form} />
        </fieldset>
        <fieldset className="group">
          <legend>Your store</legend>
          <StoreNameField {...form.field('store.name')} />
          <StoreAddressField {...form.field('store.slug')} platformHost={platformHost} />
          <BrowserTimeZone name="store.time_zone" />
          <StoreCountryField {...form.field('store.country')} codes={countries} />
          <StoreCurrencyField {...form.field('store.currency')} codes={currencies} />
        </fieldset>
        <SubmitButton>Open store</SubmitButton>
      </ActionForm>
      <script type="module" src={storeFormUrl} />
    </FormPage>
  )
}
