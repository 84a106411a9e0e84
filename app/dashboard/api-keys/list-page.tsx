import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { NewApiKey } from '#contract/access.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DashHead, EmptyState, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { RowProblem } from '../../ui/inline-form.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'
import { KeyTable, NewKeyForm } from './api-keys.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask } = await requireStoreAccess(args, 'api_keys:read')
  return { keys: await ask(store.keys()) }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'api_keys:write'), { create, revoke })
}

/** No redirect: the token is in this answer and nowhere else. */
async function create({ submit, store, text, form }: Posted & OpenedStore) {
  const type = text('type')
  const body = { name: text('name'), type, scopes: type === 'secret' ? form.getAll('scopes') : [] }
  const sent = await submit({
    schema: NewApiKey,
    body,
    send: store.newKey,
    fieldOfCode: { api_key_name_taken: 'name', limit_reached: 'name' },
  })
  return sent.outcome === 'refused' ? sent.page : data({ created: { name: text('name'), token: sent.answer.token } })
}

async function revoke({ attempt, store, done, text }: Posted & OpenedStore) {
  const sent = await attempt(() => store.revokeKey(text('api_key_id')))
  return sent.outcome === 'refused' ? sent.page : done('revoked')
}

export const meta = platformMeta('API keys')

const DONE = { revoked: 'The API key is revoked.' }

export default function ApiKeysPage() {
  const { keys } = useLoaderData<typeof loader>()
  const answered = useAnswer<{ created?: { name: string; token: string } }>()
  const created = answered?.created
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="API keys" lead="Access to this store for your own programs.">
        <a className="button button--quiet" href="/docs">
          API reference
        </a>
      </DashHead>
      <FlashMessage words={DONE} />
      <RowProblem forms={['revoke']} />
      {created ? (
        <Panel id="created" title="Your new key" text="It is shown only once.">
          <p className="notice notice--caution" role="status">
            Copy it now and store it like a password.
          </p>
          <CopyField id="token" label={created.name} value={created.token} />
        </Panel>
      ) : null}
      <Panel id="keys" title="Keys" text="Revoke keys that you no longer use." isFlush>
        {keys.length === 0 ? (
          <EmptyState title="No keys yet">Create one to connect a program of your own.</EmptyState>
        ) : (
          <KeyTable keys={keys} />
        )}
      </Panel>
      <Panel id="new" title="Create API key" text="Give it only the permissions that the program needs.">
        <NewKeyForm key={created?.token} />
      </Panel>
    </>
  )
}
