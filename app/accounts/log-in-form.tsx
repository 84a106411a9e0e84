import type { ReactNode } from 'react'
import { Field } from '../ui/field.tsx'
import { FlashMessage } from '../ui/flash-message.tsx'
import { ActionForm, FormPage, SubmitButton, useForm } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import type { Provider } from './oauth/oauth.ts'
import { OAuthButtons } from './oauth/oauth-buttons.tsx'

interface Props {
  providers: Pick<Provider, 'id' | 'name'>[]
  /** A path of the same site. */
  returnTo: string
  /** The page on which a new password is asked for. */
  forgotHref: string
  /** What may just have been done, by its name in the address. */
  done: Record<string, string>
  /** For whom has no account yet. */
  footer: ReactNode
}

/** The log-in of merchants and of a store's customers. */
export function LogInForm({ providers, returnTo, forgotHref, done, footer }: Props) {
  const form = useForm('log-in')
  return (
    <FormPage title="Log in" footer={footer}>
      <FlashMessage words={done} />
      <ActionForm form={form}>
        <input type="hidden" name="return_to" value={returnTo} />
        <Field {...form.field('email')} type="email" label="E-mail" autoComplete="username" inputMode="email" />
        <PasswordField form={form} />
        <SubmitButton>Log in</SubmitButton>
        <a className="text-link" href={forgotHref}>
          Forgot your password?
        </a>
      </ActionForm>
      {providers.length > 0 ? <p className="or">or</p> : null}
      <OAuthButtons providers={providers} returnTo={returnTo} />
    </FormPage>
  )
}
