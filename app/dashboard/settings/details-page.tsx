import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { StoreSettings } from '#contract/store.ts'
import { roleCan } from '#domain/permissions.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { COUNTRY_CODES, countriesByName } from '../../ui/countries.ts'
import { currenciesByName } from '../../ui/currencies.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { OutIcon } from '../../ui/icons.tsx'
import { timeZoneChoices } from '../../ui/time-zones.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { SettingsCrumb } from '../settings-crumb.tsx'
import { localesByName } from './locales.ts'
import { SettingsForm } from './settings-form.tsx'
import { readSettings } from './settings-form-values.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, member } = await requireStoreAccess(args, 'store:read')
  const { settings, currency, url, slug, status, suspended_reason } = await ask(store.store())
  return {
    settings,
    currency,
    url,
    slug,
    status,
    reason: suspended_reason,
    currencies: currenciesByName().filter(({ code }) => code !== currency),
    countries: countriesByName(COUNTRY_CODES, 'en'),
    locales: localesByName(settings.locale),
    timeZones: timeZoneChoices(settings.time_zone),
    nowIso: new Date().toISOString(),
    canWrite: roleCan(member.role, 'store:write'),
  }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'store:write'), { settings: save })
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
      <FlashMessage words={DONE} />
      {page.status === 'suspended' ? (
        <p className="notice notice--negative">
          <Badge tone="negative">Suspended</Badge> {page.reason}
        </p>
      ) : null}
      <SettingsForm key={page.slug} {...page} />
    </>
  )
}
