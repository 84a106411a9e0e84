import { accountMeta } from '../lib/account-view.ts'

export const handle = { title: 'Privacy' }
export const meta = accountMeta('Privacy')

export default function PrivacyPage() {
  return (
    <ul className="account-choices">
      <li>
        <h2>A copy of your data</h2>
        <p>Your profile, addresses, orders, log-ins and the mail that we sent you, in one file.</p>
        <a className="button button--quiet" href="/account/export" download>
          Download
        </a>
      </li>
      <li>
        <h2>Close your account for now</h2>
        <p>Nothing is lost. When you log in again, it is open again.</p>
        <a className="button button--quiet" href="/account/privacy/deactivate">
          Close for now
        </a>
      </li>
      <li>
        <h2>Erase your account</h2>
        <p>What we know about you is deleted, for good.</p>
        <a className="button button--quiet" href="/account/privacy/erase">
          Erase
        </a>
      </li>
    </ul>
  )
}
