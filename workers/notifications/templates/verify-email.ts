/** The mail after signing up: its link proves that the address is the reader's, and makes the account. */
import type { z } from 'zod'
import { type EmailVerify, PLATFORM_ID } from '#contract/events.ts'
import type { Letter } from './letter.tsx'
import { linkLifeInWords } from './time-words.ts'

export function verifyEmail(event: z.infer<typeof EmailVerify>): Letter {
  const { store, name, url } = event
  const made = store.id === PLATFORM_ID ? 'your account and your store are' : 'your account is'
  return {
    subject: `Confirm your e-mail address — ${store.name}`,
    preview: `Then ${made} ready.`,
    heading: 'Confirm your e-mail address',
    name,
    paragraphs: [`Thank you for signing up at ${store.name}. Confirm your address and ${made} ready.`],
    details: [],
    button: { label: 'Confirm address', url },
    linkLife: linkLifeInWords(event),
    aside: {
      title: "Didn't sign up?",
      words: 'Someone may have entered your address by mistake. You can ignore this e-mail.',
    },
  }
}
