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
  'api_key.created': 'API key made',
  'api_key.revoked': 'API key revoked',
  'shipping_zones.changed': 'Delivery changed',
  'tax_rates.changed': 'Taxes changed',
  'tax_service.changed': 'Tax service changed',
  'service_secret.made': 'Signing secret made',
  'price_list.priced': 'Prices of a list changed',
  'customer_group.joined': 'Customer put into a group',
  'customer_group.left': 'Customer taken out of a group',
  'tenant.changed': 'Business changed',
  'tenant.transferred': 'Ownership transferred',
  'access.refused': 'Access refused',
}

/** `domain.verify_refused` is "Domain verify refused" until somebody finds better words. */
export function auditWords(action: string): string {
  const words = WORDS[action] ?? action.replace(/[._]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
