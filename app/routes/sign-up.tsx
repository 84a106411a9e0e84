import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { SignUp } from '#contract/identity.ts'
import { NewPasswordField } from '../components/account-password.tsx'
import { BrowserTimeZone } from '../components/browser-time-zone.tsx'
import { Field } from '../components/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../components/form.tsx'
import { CodeSelect, StoreAddressField } from '../components/store-fields.tsx'
import { COUNTRY_CODES, countriesByName } from '../lib/countries.ts'
import { currenciesByName } from '../lib/currencies.ts'
import { isObject } from '../lib/form-state.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { openForm, openPage, requireStranger } from '../lib/platform-page.ts'
import { keepSecret } from '../lib/session.ts'
import { bodyOf, submitForm } from '../lib/submit-form.ts'
import { suggestedTimeZone } from '../lib/suggested-time-zone.ts'

export async function loader(args: LoaderFunctionArgs) {
  await openPage(args)
  requireStranger(args.context)
  return {
    platformHost: args.context.env.PLATFORM_HOST,
    countries: countriesByName(COUNTRY_CODES, 'en'),
    currencies: currenciesByName(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { calls, form } = await openForm(args)
  const sent = await submitForm(args, form, {
    ...{ schema: SignUp, send: calls.signUp, body: bodyWithTimeZone(form) },
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
  const { platformHost, countries, currencies } = useLoaderData<typeof loader>()
  const form = useForm('sign-up')
  return (
    <FormPage
      title="Open a store"
      lead="Two minutes. We then send you a mail; its link opens your store."
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
          <Field {...form.field('store.name')} label="Name of the store" autoComplete="organization" />
          <StoreAddressField {...form.field('store.slug')} platformHost={platformHost} />
          <BrowserTimeZone name="store.time_zone" />
          <CodeSelect {...form.field('store.country')} label="Country" codes={countries} autoComplete="country" />
          <CodeSelect
            {...form.field('store.currency')}
            label="Currency"
            hint="What your prices are in. It cannot be changed later."
            codes={currencies}
          />
        </fieldset>
        <SubmitButton>Open the store</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
