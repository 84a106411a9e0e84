/** Who is behind an entry of a ledger. It keeps a kind and an id ("user:…"), since names change and people leave. */
import type { Member } from '#contract/tenant.ts'

const KINDS: Record<string, string> = {
  user: 'Somebody who has left the team',
  api_key: 'An API key',
  import: 'An import',
  checkout: 'A checkout',
  order: 'An order',
  system: 'Tradewind',
  escrow: 'Tradewind',
}

export function actorText(actor: string, team: readonly Pick<Member, 'user_id' | 'name'>[]): string {
  const [kind = '', id = ''] = actor.split(':')
  const member = kind === 'user' ? team.find(({ user_id }) => user_id === id) : undefined
  return member?.name ?? KINDS[kind] ?? actor
}
