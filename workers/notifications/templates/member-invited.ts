/** The mail that invites somebody into the team of a business. Names of people and businesses are whatever was typed. */
import type { z } from 'zod'
import type { MemberInvited } from '#contract/events.ts'
import type { MemberRole } from '#domain/permissions.ts'
import { cut } from '../typed-text.ts'
import type { Letter } from './letter.tsx'
import { linkLifeInWords, spanInWords } from './time-words.ts'

/** A subject has room for two names of this length. */
const NAME_IN_SUBJECT = 40

/** In the words of `#domain/permissions.ts`, but shorter. */
const ROLE_MEANS: Record<MemberRole, string> = {
  owner: 'Owner: you run the business, its stores and its team.',
  manager: 'Manager: you run the stores and the team.',
  staff: 'Staff: you manage products and stock.',
  viewer: 'Viewer: you can see everything and change nothing.',
}

export function memberInvited(event: z.infer<typeof MemberInvited>): Letter {
  const { store, name, tenant_name, invited_by, role, url, occurred_at, expires_at } = event
  return {
    subject: `${cut(invited_by, NAME_IN_SUBJECT)} invites you to ${cut(tenant_name, NAME_IN_SUBJECT)} — ${store.name}`,
    preview: `Join the team on ${store.name}. The invitation is valid for ${spanInWords(occurred_at, expires_at)}.`,
    heading: `Join the team of ${tenant_name}`,
    name,
    paragraphs: [`${invited_by} invites you to work with ${tenant_name} on ${store.name}.`],
    details: [
      { label: 'Business', value: tenant_name },
      { label: 'Invited by', value: invited_by },
      { label: 'Your role', value: role in ROLE_MEANS ? ROLE_MEANS[role as MemberRole] : role },
    ],
    button: { label: 'Accept invitation', url },
    linkLife: linkLifeInWords(event),
    aside: {
      title: "Don't know them?",
      words:
        'Ignore this e-mail: you join nothing unless you accept. The invitation is for you only, so do not forward it.',
    },
  }
}
