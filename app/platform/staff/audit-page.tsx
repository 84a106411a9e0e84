/** The audit log of the whole platform, and the check that nobody has changed it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { AuditLog } from '../../shell/audit/audit-log.tsx'
import { auditPage, auditQuery } from '../../shell/audit/audit-view.ts'
import { DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { InlineForm } from '../../ui/inline-form.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { type ChainCheck, ChainResult } from './chain-result.tsx'
import { type OpenedPlatform, openPlatform } from './open-platform.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { staff, ask } = await openPlatform(args, 'platform:audit')
  const query = auditQuery(new URL(args.request.url).searchParams)
  return { log: auditPage(await ask(staff.audit(query)), query) }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await openPlatform(args, 'platform:audit'), { verify })
}

/** Parts of the chain are checked in one press; a longer one goes on from there with the next. */
const MAX_PARTS = 20

async function verify({ staff, ask, text }: Posted & OpenedPlatform) {
  const start = Number(text('after'))
  let after = Number.isSafeInteger(start) && start > 0 ? start : 0
  let checked = 0
  for (let part = 1; ; part++) {
    const answer = await ask(staff.verify(after))
    checked += answer.checked
    if (!answer.ok || answer.next === null || part === MAX_PARTS) return data({ check: { ...answer, checked } })
    after = answer.next
  }
}

export const meta = platformMeta('Log')

export default function PlatformAuditPage() {
  const { log } = useLoaderData<typeof loader>()
  const check = useAnswer<{ check?: ChainCheck }>()?.check
  return (
    <>
      <DashHead title="Log" lead="Everything that happened on the platform. Each entry seals the one before it.">
        <InlineForm name="verify">
          <button className="button button--quiet" type="submit">
            Verify the chain
          </button>
        </InlineForm>
      </DashHead>
      {check ? <ChainResult check={check} /> : null}
      <AuditLog log={log} />
    </>
  )
}
