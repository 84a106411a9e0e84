/** What shoppers can pay with today: said as it is, since there is nothing to set yet. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { hasMailbox } from '../../server/require-platform.ts'
import { DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  await requireStoreAccess(args, 'store:read')
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
        <dl className="fact-list">
          <div>
            <dt>Cards</dt>
            <dd>
              {isLocal
                ? 'Test cards only: accepted, declined or slow. They charge nobody.'
                : 'None. Whoever runs this platform can turn on test cards, which charge nobody.'}
            </dd>
          </div>
          <div>
            <dt>Gift cards</dt>
            <dd>A gift card can pay for an order, in part or as a whole.</dd>
          </div>
        </dl>
      </Panel>
    </>
  )
}
