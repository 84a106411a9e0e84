import { Field } from '../../ui/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { NewPasswordField } from '../../ui/password-field.tsx'

interface Props {
  token: string
  offer: { email: string; has_account: boolean }
  signedInAs: string | null
}

/** What is left to do depends on who is here: nobody yet, the person invited, or somebody else. */
export function InvitationAnswer({ token, offer, signedInAs }: Props) {
  const form = useForm('accept')
  const here = `/invitation?${new URLSearchParams({ token })}`
  if (signedInAs === null && offer.has_account) {
    return (
      <a className="button" href={`/log-in?${new URLSearchParams({ return_to: here })}`}>
        Log in to accept
      </a>
    )
  }
  if (signedInAs !== null && signedInAs.toLowerCase() !== offer.email.toLowerCase()) {
    return (
      <>
        <p className="notice notice--caution">
          You are logged in as <strong className="break-anywhere">{signedInAs}</strong>, and the invitation is for
          another address. Log out, then open it as the person it is for.
        </p>
        <form method="post" action="/log-out" data-once>
          <input type="hidden" name="return_to" value={here} />
          <SubmitButton>Log out and go on</SubmitButton>
        </form>
      </>
    )
  }
  return (
    <ActionForm form={form}>
      <input type="hidden" name="token" value={token} />
      {signedInAs === null ? (
        <>
          <input type="text" name="username" autoComplete="username" value={offer.email} readOnly hidden />
          <Field {...form.field('account.name')} label="Your name" autoComplete="name" />
          <NewPasswordField form={form} name="account.password" label="Choose a password" />
        </>
      ) : null}
      <SubmitButton>Accept the invitation</SubmitButton>
    </ActionForm>
  )
}
