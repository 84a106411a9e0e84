/** What a store has in writing for its shoppers: one form for each page. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { POLICY_KINDS, type PolicyKind, SavePolicy, type WrittenPolicy } from '#contract/policy.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { TextAreaField } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { POLICY_TITLES } from '../../ui/policy-titles.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, may } = await requireStoreAccess(args, 'store:read')
  return { policies: await ask(store.policies()), canWrite: may('store:write') }
}

export async function action(args: ActionFunctionArgs) {
  const answers = Object.fromEntries(POLICY_KINDS.map((kind) => [kind, saveAs(kind)]))
  return dispatchIntent(args, await requireStoreAccess(args, 'store:write'), answers)
}

const saveAs =
  (kind: PolicyKind) =>
  async ({ submit, store, done }: Posted & OpenedStore) => {
    const sent = await submit({ schema: SavePolicy, send: (body) => store.savePolicy(kind, body) })
    return sent.outcome === 'refused' ? sent.page : done('saved')
  }

export const meta = platformMeta('Policies')

const DONE = { saved: 'Saved. Shoppers see it within a minute.' }

const ABOUT: Record<PolicyKind, string> = {
  shipping: 'How long delivery takes, and what it costs.',
  returns: 'How long goods can be returned, how, and who pays for it. Linked on every product.',
  privacy: 'What you do with the data of your shoppers.',
  terms: 'The terms that you sell under.',
}

export default function PoliciesPage() {
  const { policies, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead title="Policies" lead="Pages linked in the footer of your store. An empty one is not shown." />
      <FlashMessage words={DONE} />
      {canWrite ? null : <p className="notice">You can view these pages but not edit them.</p>}
      {policies.map((policy) => (
        <PolicyForm key={policy.kind} policy={policy} canWrite={canWrite} />
      ))}
    </>
  )
}

function PolicyForm({ policy: { kind, text }, canWrite }: { policy: WrittenPolicy; canWrite: boolean }) {
  const form = useForm(kind, { text })
  const title = POLICY_TITLES[kind]
  return (
    <Panel id={kind} title={title} text={ABOUT[kind]}>
      <ActionForm form={form}>
        <fieldset className="form" disabled={!canWrite}>
          <TextAreaField
            {...form.field('text')}
            label={`Text of “${title}”`}
            hint="Plain text or Markdown: # heading, - list, **bold**."
            rows={8}
            isOptional
          />
          {canWrite ? (
            <div>
              <SubmitButton tone="quiet">Save {title.toLowerCase()}</SubmitButton>
            </div>
          ) : null}
        </fieldset>
      </ActionForm>
    </Panel>
  )
}
