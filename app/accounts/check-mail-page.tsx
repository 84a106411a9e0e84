/** Says the same whether there is such an account or not: what is true stands in the mail. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { hasMailbox, openPage } from '../server/require-platform.ts'
import { platformMeta } from '../shell/platform-meta.ts'
import { FormPage } from '../ui/form.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { query } = await openPage(args)
  const isForPassword = query.get('for') === 'password'
  return { isForPassword, hasMailbox: hasMailbox(args.context) }
}

export const meta = platformMeta('Check your e-mail')

export default function CheckMailPage() {
  const { isForPassword, hasMailbox } = useLoaderData<typeof loader>()
  const lead = isForPassword
    ? 'If the address has an account, a link to set a new password is on its way. It works for an hour.'
    : 'We’ve e-mailed you a link to open your store. Open it in this browser. It works for a day.'
  const again = isForPassword ? '/forgot-password' : '/sign-up'
  return (
    <FormPage
      title="Check your e-mail"
      lead={lead}
      footer={
        <p className="muted">
          Nothing there? Look in the spam folder, or check the address and <a href={again}>try again</a>.
        </p>
      }
    >
      {hasMailbox ? (
        <a className="button button--quiet" href="/dev/mailbox">
          Open this machine’s mailbox
        </a>
      ) : null}
    </FormPage>
  )
}
