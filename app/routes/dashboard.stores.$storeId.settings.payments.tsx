/** What shoppers can pay with today: said as it is, since there is nothing to set yet. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { DashHead, Panel } from '../components/dashboard-parts.tsx'
import { SettingsCrumb } from '../components/settings-crumb.tsx'
import { openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { hasMailbox } from '../lib/platform-page.ts'

export async function loader(args: LoaderFunctionArgs) {
  await openStore(args, 'store:read')
  return { isLocal: hasMailbox(args.context) }
}

export const meta = platformMeta('Payments')

export default function PaymentsPage() {
  const { isLocal } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Payments" lead="How shoppers pay at the checkout." />
      <p className="notice notice--caution">
        No payment provider can be connected yet. No shopper is charged, and no money reaches you.
      </p>
      <Panel id="today" title="Today" text="What the checkout offers.">
        <ul className="plain-list">
          <li>
            {isLocal
              ? 'Test cards: one that is accepted, one that is declined and two that are slow. They charge nobody.'
              : 'Nothing that charges a shopper. Whoever runs this platform can offer test cards to try the checkout.'}
          </li>
          <li>Gift cards: a gift card that covers the whole order pays for it.</li>
        </ul>
      </Panel>
    </>
  )
}
