import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AddDomain } from '#contract/access.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { RowProblem } from '../../ui/inline-form.tsx'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'
import { DomainCard } from './domain-card.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, member, storeId } = await requireStoreAccess(args, 'domains:read')
  const given = member.stores.find(({ id }) => id === storeId)?.url ?? ''
  return { domains: await ask(store.domains()), given: given.replace(/^https?:\/\//, '') }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'domains:write'), { add, verify, remove })
}

async function add({ submit, store, done, text }: Posted & OpenedStore) {
  const sent = await submit({
    schema: AddDomain,
    body: { host: text('host') },
    send: store.addDomain,
    fieldOfCode: { domain_taken: 'host', limit_reached: 'host' },
  })
  return sent.outcome === 'refused' ? sent.page : done('added')
}

async function verify({ attempt, store, done, text }: Posted & OpenedStore) {
  const sent = await attempt(() => store.verifyDomain(text('domain_id')))
  return sent.outcome === 'refused' ? sent.page : done('verified')
}

async function remove({ attempt, store, done, text }: Posted & OpenedStore) {
  const sent = await attempt(() => store.removeDomain(text('domain_id')))
  return sent.outcome === 'refused' ? sent.page : done('removed')
}

export const meta = platformMeta('Domains')

const DONE = {
  added: 'Domain added. Add the record below at your DNS provider, then check.',
  verified: 'Domain verified. Your store is now available there.',
  removed: 'Domain removed.',
}

export default function DomainsPage() {
  const { domains, given } = useLoaderData<typeof loader>()
  const form = useForm('add')
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Domains" lead={`Your store is always available at ${given}.`} />
      <FlashMessage words={DONE} />
      <RowProblem forms={['verify', 'remove']} />
      {domains.map((domain) => (
        <DomainCard key={domain.id} domain={domain} />
      ))}
      <Panel id="add" title="Add a domain" text="A domain that you already own. You verify it with a DNS record.">
        <ActionForm form={form}>
          <Field
            {...form.field('host')}
            label="Domain"
            placeholder="shop.example.com"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="url"
          />
          <SubmitButton>Add domain</SubmitButton>
        </ActionForm>
      </Panel>
    </>
  )
}
