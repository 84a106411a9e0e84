import { PASSWORD_MAX, PASSWORD_MIN } from '#contract/identity.ts'
import { Field } from './field.tsx'
import type { FormHandle } from './form.tsx'

interface Props {
  form: FormHandle
  name?: string
  label?: string
}

/** A password that is being chosen. Only its length counts: any letters, spaces too. */
export function NewPasswordField({ form, name = 'password', label = 'Password' }: Props) {
  return (
    <Field
      {...form.field(name)}
      type="password"
      label={label}
      hint={`At least ${PASSWORD_MIN} characters. A few words are easy to remember.`}
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
    />
  )
}

/** The password as somebody knows it. */
export function PasswordField({ form, name = 'password', label = 'Password' }: Props) {
  return <Field {...form.field(name)} type="password" label={label} autoComplete="current-password" />
}
