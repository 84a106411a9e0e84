/** The mail to somebody who has forgotten their password. */
import type { z } from 'zod'
import type { PasswordReset } from '#contract/events.ts'
import type { Letter } from './letter.tsx'
import { linkLifeInWords, spanInWords } from './time-words.ts'

export function passwordReset(event: z.infer<typeof PasswordReset>): Letter {
  const { store, name, url, occurred_at, expires_at } = event
  return {
    subject: `Choose a new password — ${store.name}`,
    preview: `The link works for ${spanInWords(occurred_at, expires_at)}.`,
    heading: 'Choose a new password',
    name,
    paragraphs: [
      `You asked for a new password for your account at ${store.name}. Your current password works until you choose another.`,
    ],
    details: [],
    button: { label: 'Choose a new password', url },
    linkLife: linkLifeInWords(event),
    aside: {
      title: "Didn't ask for this?",
      words: 'Ignore this e-mail and your password stays the same. Do not share the link: it opens your account.',
    },
  }
}
