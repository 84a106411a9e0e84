/** The very first administrator, with the secret that the platform was set up with. Works once. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { FirstAdmin } from '#contract/platform.ts'
import { openForm, openPage } from '../../server/require-platform.ts'
import { submitForm } from '../../server/submit-form.ts'
import { platformMeta } from '../../shell/platform-meta.ts'
import { Field } from '../../ui/field.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../../ui/form.tsx'
import { NewPasswordField } from '../../ui/password-field.tsx'
import { createStaffCalls } from './staff-calls.ts'

export async function loader(args: LoaderFunctionArgs) {
  await openPage(args)
  return null
}

export async function action(args: ActionFunctionArgs) {
  const { form } = await openForm(args)
  const sent = await submitForm(args, form, {
    schema: FirstAdmin,
    send: createStaffCalls(args.context.api).firstAdmin,
    fieldOfCode: { admin_secret_invalid: 'secret', password_too_common: 'password', password_wrong: 'password' },
  })
  return sent.outcome === 'refused' ? sent.page : redirect('/log-in?done=started&return_to=/platform', 303)
}

export const meta = platformMeta('First administrator')

export default function FirstAdminPage() {
  const form = useForm('first-admin')
  return (
    <FormPage
      title="First administrator"
      lead="Once, when the platform is new. If the address has an account already, enter its password."
    >
      <ActionForm form={form}>
        <Field
          {...form.field('secret')}
          type="password"
          label="Secret of the platform"
          hint="It is in the settings of the API, as ADMIN_SECRET."
          autoComplete="off"
        />
        <Field {...form.field('name')} label="Name" autoComplete="name" />
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
        <NewPasswordField form={form} />
        <SubmitButton>Become the administrator</SubmitButton>
      </ActionForm>
    </FormPage>
  )
}
