/** Names of actions in the audit log, in words. Also runs in browsers. */

/** By the first part of the name: what the filter offers. */
export const AUDIT_GROUPS: Record<string, string> = {
  'session.': 'Log-ins and sessions',
  'password.': 'Passwords',
  'mfa.': 'Two-step verification',
  'account.': 'Accounts',
  'member.': 'Members',
  'invitation.': 'Invitations',
  'tenant.': 'The business',
  'store.': 'Stores',
  'promotion.': 'Promotions',
  'gift_card.': 'Gift cards',
  'price_list.': 'Price lists',
  'customer_group.': 'Customer groups',
  'shipping_zones.': 'Delivery',
  tax_: 'Taxes',
  'service_secret.': 'Signing secret',
  'location.': 'Locations',
  'policy.': 'Policies',
  'domain.': 'Domains',
  'api_key.': 'API keys',
  'import.': 'Imports',
  'platform.': 'The platform',
  'access.': 'Refused access',
}

const WORDS: Record<string, string> = {
  'session.started': 'Logged in',
  'session.refused': 'Log-in refused',
  'session.ended': 'Session ended',
  'session.others_ended': 'Other sessions ended',
  'session.code_asked': 'Asked for a code',
  'session.refreshed': 'Session renewed',
  'session.refresh_refused': 'Session not renewed',
  'mfa.enabled': 'Two-step verification turned on',
  'mfa.disabled': 'Two-step verification turned off',
  'mfa.refused': 'Code refused',
  'mfa.recovery_codes_renewed': 'New recovery codes',
  'member.role_changed': 'Role changed',
  'stock.moved': 'Stock adjusted',
  'stock.configured': 'Stock settings changed',
  'price_list.created': 'Price list added',
  'promotion.created': 'Promotion added',
  'location.created': 'Location added',
  'customer_group.created': 'Customer group added',
  'gift_card.issued': 'Gift card issued',
  'store.created': 'Store opened',
  'store.changed': 'Store details changed',
  'api_key.created': 'API key created',
  'api_key.revoked': 'API key revoked',
  'shipping_zones.changed': 'Delivery changed',
  'tax_rates.changed': 'Taxes changed',
  'tax_service.changed': 'Tax service changed',
  'service_secret.made': 'Signing secret created',
  'price_list.priced': 'Prices of a list changed',
  'customer_group.joined': 'Customer put into a group',
  'customer_group.left': 'Customer taken out of a group',
  'tenant.changed': 'Business changed',
  'tenant.transferred': 'Ownership transferred',
  'access.refused': 'Access refused',
}

/** Kinds of things that entries are about. */
const TARGETS: Record<string, string> = {
  api_key: 'API key',
  user: 'Member',
  tenant: 'Business',
  variant: 'Variant',
  route: 'Address',
  shipping_zones: 'Delivery of store',
  tax_rates: 'Taxes of store',
  tax_service: 'Tax service of store',
  service_secret: 'Signing secret of store',
}

export function auditTargetWords(type: string): string {
  const words = TARGETS[type] ?? type.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `domain.verify_refused` is "Domain verify refused" until somebody finds better words. */
export function auditWords(action: string): string {
  const words = WORDS[action] ?? action.replace(/[._]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
