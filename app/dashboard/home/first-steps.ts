/** What is left to do before the first sale, and what is done. */
import type { DeliveryRate, ShippingZone } from '#contract/shipping.ts'
import type { MerchantStore } from '#contract/store.ts'
import { type Action, type MemberRole, roleCan } from '#domain/permissions.ts'
import { standardRatesText } from '#domain/standard-tax-rates.ts'
import { englishName } from '../../ui/country-names.ts'
import { settingsHref } from '../settings-sections.tsx'

export interface Step {
  title: string
  text: string
  href: string
  isDone: boolean
}

export interface Progress {
  hasMfa: boolean
  isTheirs: boolean
  hasOwnDelivery: boolean
  hasTaxRates: boolean
  /** Of the store: ISO 3166-1 alpha-2. */
  country: string
  memberCount: number
  storeId: string | null
  productCount: number
}

/** What no store has from the start: somebody has been at its settings. */
export const isTheirs = ({ tagline, theme }: MerchantStore['settings']) => tagline !== '' || theme !== 'plain'

/** A store begins with one zone and one way to deliver there, for nothing. */
export const hasOwnDelivery = (zones: ShippingZone[]) =>
  zones.length !== 1 || zones.some(({ rates }) => rates.length !== 1 || rates.some(isTheirRate))
const isTheirRate = ({ name, steps }: DeliveryRate) =>
  name !== 'Standard delivery' || steps.some(({ price_minor }) => price_minor > 0)

/** Only what the role may do. */
export function firstSteps(progress: Progress, role: MemberRole): Step[] {
  const { storeId, hasMfa, memberCount } = progress
  const steps: AllowedStep[] = [
    {
      title: 'Turn on two-step verification',
      text: 'A code from your phone keeps everybody else out, even with your password.',
      href: '/dashboard/account/two-step',
      isDone: hasMfa,
    },
    ...(storeId === null ? [] : storeSteps(progress, storeId)),
    {
      title: 'Invite your team',
      text: 'Everybody gets their own account and only the rights that they need.',
      href: '/dashboard/team',
      isDone: memberCount > 1,
      action: 'members:write',
    },
  ]
  return steps
    .filter(({ action }) => !action || roleCan(role, action))
    .map(({ title, text, href, isDone }) => ({ title, text, href, isDone }))
}

type AllowedStep = Step & { action?: Action }

const storeSteps = (progress: Progress, storeId: string): AllowedStep[] => [
  {
    title: 'Make the store yours',
    text: 'Its name, tagline and theme.',
    href: `${settingsHref(storeId)}/details`,
    isDone: progress.isTheirs,
    action: 'store:write',
  },
  {
    title: 'Set delivery prices',
    text: 'Delivery is free now. Set what it costs and where you deliver.',
    href: `/dashboard/stores/${storeId}/shipping`,
    isDone: progress.hasOwnDelivery,
    action: 'store:write',
  },
  {
    title: 'Check your taxes',
    text: taxText(progress),
    href: `/dashboard/stores/${storeId}/taxes`,
    isDone: progress.hasTaxRates,
    action: 'store:write',
  },
  {
    title: 'Add products',
    text: 'Import a file, or begin with sample products.',
    href: `/dashboard/stores/${storeId}/products`,
    isDone: progress.productCount > 0,
    action: 'catalogue:write',
  },
]

function taxText({ country }: Progress): string {
  const rates = standardRatesText(country)
  if (rates === '') return 'No tax is charged now. Add the rates that you have to collect.'
  return `No tax is charged now. You can start with the rates of ${englishName(country)}: ${rates}.`
}
