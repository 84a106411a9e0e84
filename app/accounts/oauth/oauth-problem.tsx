import { useLoaderData } from '@remix-run/react'
import { FormPage } from '../../ui/form.tsx'

const WORDS: Record<string, string> = {
  access_denied: 'You cancelled the log-in.',
  oauth_state_invalid: 'It took too long, or it began in another browser. Please start again.',
  oauth_email_unverified: 'The other service has not verified your e-mail address. Verify it there, then try again.',
  user_not_found: 'Nobody here has the e-mail address of that account. Open a store with it first.',
  store_suspended: 'This store is closed for now.',
  tenant_suspended: 'This business is suspended.',
}
const OTHER = 'The other service did not let you in. Please try again, or use your password.'

/** A log-in with another service that came to nothing: why, and the way back. */
export function OAuthProblem() {
  const { problem, logIn } = useLoaderData<{ problem: string; logIn: string }>()
  return (
    <FormPage title="That did not work" lead={WORDS[problem] ?? OTHER}>
      {problem === 'user_not_found' ? (
        <a className="button" href="/sign-up">
          Open a store
        </a>
      ) : null}
      <a className={problem === 'user_not_found' ? 'button button--quiet' : 'button'} href={logIn}>
        Back to log in
      </a>
    </FormPage>
  )
}
