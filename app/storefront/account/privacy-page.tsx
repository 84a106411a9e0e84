import { accountMeta } from './account-view.ts'

export const handle = { title: 'Privacy' }
export const meta = accountMeta('Privacy')

export default function PrivacyPage() {
  return (
    <ul className="account-choices">
      <li>
        <h2>Download your data</h2>
        <p>Your profile, addresses, orders, sessions and the e-mails we sent you, in one file.</p>
        <a className="button button--quiet" href="/account/export" download>
          Download
        </a>
      </li>
      <li>
        <h2>Deactivate your account</h2>
        <p>Nothing is lost. Log in again to reactivate it.</p>
        <a className="button button--quiet" href="/account/privacy/deactivate">
          Deactivate
        </a>
      </li>
      <li>
        <h2>Delete your account</h2>
        <p>Your personal data is deleted for good.</p>
        <a className="button button--quiet" href="/account/privacy/erase">
          Delete
        </a>
      </li>
    </ul>
  )
}
