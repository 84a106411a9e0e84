/** What a store has in writing, in the words of its links and pages. */
import type { PolicyKind } from '#contract/policy.ts'

export const POLICY_TITLES: Record<PolicyKind, string> = {
  shipping: 'Delivery',
  returns: 'Returns',
  privacy: 'Privacy',
  terms: 'Terms',
}

export const policyHref = (kind: PolicyKind): string => `/policies/${kind}`
