import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, DashHead, Panel, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { browserName } from '../../ui/browser-name.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { InlineForm, RowProblem } from '../../ui/inline-form.tsx'
import { type Opened, requireDashboard } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { calls, ask } = await requireDashboard(args)
  const sessions = await ask(calls.sessions())
  return { sessions: sessions.map(({ user_agent, ...session }) => ({ ...session, browser: browserName(user_agent) })) }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireDashboard(args), { end, 'end-others': endOthers })
}

async function end({ attempt, calls, done, text }: Posted & Opened) {
  const sent = await attempt(() => calls.endSession(text('session_id')))
  return sent.outcome === 'refused' ? sent.page : done('ended')
}

async function endOthers({ attempt, calls, done }: Posted & Opened) {
  const sent = await attempt(calls.endOtherSessions)
  return sent.outcome === 'refused' ? sent.page : done('others')
}

export const meta = platformMeta('Where you are logged in')

const DONE = { ended: 'Session ended.', others: 'All other sessions ended.' }
const METHODS: Record<string, string> = { password: 'Password', google: 'Google', github: 'GitHub', link: 'Link' }

export default function SessionsPage() {
  const { sessions } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<SettingsCrumb />}
        title="Where you are logged in"
        lead="End any session you don’t recognise, then change your password."
      >
        {sessions.length > 1 ? (
          <InlineForm name="end-others">
            <button className="button button--quiet" type="submit">
              Log out everywhere else
            </button>
          </InlineForm>
        ) : null}
      </DashHead>
      <FlashMessage words={DONE} />
      <RowProblem forms={['end', 'end-others']} />
      <Panel id="sessions" title="Sessions" text="A session ends a week after its last use." isFlush>
        <DataTable
          caption="Sessions"
          items={sessions}
          keyOf={({ id }) => id}
          columns={[
            {
              label: 'Browser',
              cell: (session) => (
                <span className="two-lines">
                  {session.browser}
                  <span className="muted">{session.address || 'Unknown network'}</span>
                </span>
              ),
            },
            { label: 'Last used', cell: (session) => <Time iso={session.last_used_at} /> },
            {
              label: 'Logged in with',
              cell: (session) => `${METHODS[session.method] ?? session.method}${session.mfa ? ' and a code' : ''}`,
            },
            {
              label: 'Actions',
              isQuiet: true,
              cell: (session) =>
                session.current ? (
                  <Badge tone="positive">This one</Badge>
                ) : (
                  <InlineForm name="end" fields={{ session_id: session.id }}>
                    <button className="button button--quiet button--small" type="submit">
                      End<span className="visually-hidden"> the session of {session.browser}</span>
                    </button>
                  </InlineForm>
                ),
            },
          ]}
        />
      </Panel>
    </>
  )
}
