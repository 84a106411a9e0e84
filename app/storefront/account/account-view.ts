/** What the pages of a customer's account share: their titles, and the customer. */
import type { MetaFunction } from '@remix-run/cloudflare'
import { useRouteLoaderData } from '@remix-run/react'
import type { Customer } from '#contract/customer.ts'
import { siteOf } from '../../ui/frame.ts'
import { pageMeta } from '../../ui/seo.ts'

export const accountMeta =
  (title: string): MetaFunction =>
  ({ matches }) =>
    pageMeta({ ...siteOf(matches), title, path: '/account', isPrivate: true })

/** What the frame of the account has read. */
export function useCustomer(): Customer {
  const loaded = useRouteLoaderData<{ customer: Customer }>('storefront/account/layout')
  if (!loaded) throw new Error('This component belongs on a page of the account')
  return loaded.customer
}
