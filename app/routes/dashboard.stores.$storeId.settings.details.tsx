import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { StoreSettings } from '#contract/store.ts'
import { mayRole } from '#domain/permissions.ts'
import { DashHead, Status } from '../components/dashboard-parts.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { OutIcon } from '../components/icons.tsx'
import { SettingsCrumb } from '../components/settings-crumb.tsx'
import { SettingsForm } from '../components/settings-form.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { COUNTRY_CODES, countriesByName } from '../lib/countries.ts'
import { currenciesByName } from '../lib/currencies.ts'
import { localesByName } from '../lib/locales.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { readSettings } from '../lib/store-settings-form.ts'
import { timeZoneChoices } from '../lib/time-zones.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, member } = await openStore(args, 'store:read')
  const { settings, currency, url, slug, status, suspended_reason } = await ask(store.store())
  return {
    ...{ settings, currency, url, slug, status, reason: suspended_reason },
    currencies: currenciesByName().filter(({ code }) => code !== currency),
    ...{ countries: countriesByName(COUNTRY_CODES, 'en'), locales: localesByName(settings.locale) },
    ...{ timeZones: timeZoneChoices(settings.time_zone), nowIso: new Date().toISOString() },
    canWrite: mayRole(member.role, 'store:write'),
  }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'store:write'), { settings: save })
}

async function save({ form, submit, store, done }: Posted & OpenedStore) {
  const sent = await submit({ schema: StoreSettings, send: store.save, ...readSettings(form) })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

export const meta = platformMeta('Store details')

const DONE = {
  saved: 'Settings saved. Shoppers see them within a minute.',
  opened: 'Your store is open. Check its details below.',
}

export default function SettingsPage() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead above={<SettingsCrumb />} title="Store details" lead={page.url.replace(/^https?:\/\//, '')}>
        <a className="button button--quiet" href={page.url}>
          Visit the store <OutIcon />
        </a>
      </DashHead>
      <DoneNotice words={DONE} />
      {page.status === 'suspended' ? (
        <p className="notice notice--negative">
          <Status tone="negative">Suspended</Status> {page.reason}
        </p>
      ) : null}
      <SettingsForm key={page.slug} {...page} />
    </>
  )
}
