import { SubmitButton, useForm } from '../../ui/form.tsx'
import { FORM_FIELD } from '../../ui/form-state.ts'
import { NewPasswordField } from '../../ui/password-field.tsx'

interface Props {
  name: string
  email: string
  isSignedIn: boolean
}

/** What to do next: go on shopping, or keep the order in an account with its address. */
export function OrderOnward({ name, email, isSignedIn }: Props) {
  return (
    <section className="order-onward" aria-label="What you can do now">
      {isSignedIn ? null : <CreateAccount name={name} email={email} />}
      <a className={isSignedIn ? 'button' : 'button button--quiet'} href="/search">
        Continue shopping
      </a>
    </section>
  )
}

/** Answered by the sign-up page, which also says what is wrong with a password. */
function CreateAccount({ name, email }: Omit<Props, 'isSignedIn'>) {
  const form = useForm('sign-up')
  return (
    <form className="form order-account" method="post" action="/account/sign-up" data-once>
      <h2>Save this order to an account</h2>
      <p className="muted">
        Create an account with <span className="break-anywhere">{email}</span> to track this order and check out faster.
      </p>
      <input type="hidden" name={FORM_FIELD} value={form.name} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="email" value={email} />
      <NewPasswordField form={form} />
      <SubmitButton>Create account</SubmitButton>
    </form>
  )
}
