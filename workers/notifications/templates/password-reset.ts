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
      `You asked for a new password for your account at ${store.name}. The old one works until you have chosen another.`,
    ],
    details: [],
    button: { label: 'Choose a new password', url },
    linkLife: linkLifeInWords(event),
    aside: {
      title: 'Did you not ask for this?',
      words: 'Ignore this mail, and your password stays as it is. Pass the link on to nobody: it opens your account.',
    },
  }
}
