/** The mail that answers signing up with an address that has an account: the page said nothing of it to whoever asked. */
import type { z } from 'zod'
import type { AccountExists } from '#contract/events.ts'
import type { Letter } from './letter.tsx'

export const accountExists = ({ store, name, log_in_url, reset_url }: z.infer<typeof AccountExists>): Letter => ({
  subject: `You already have an account — ${store.name}`,
  preview: 'Log in, or choose a new password.',
  heading: 'You already have an account',
  name,
  paragraphs: [
    `Someone tried to sign up at ${store.name} with this address. You already have an account, so nothing has changed.`,
  ],
  details: [],
  button: { label: 'Log in', url: log_in_url },
  otherwise: { question: 'Forgot your password?', label: 'Choose a new one', url: reset_url },
  aside: {
    title: 'Was this not you?',
    words: 'You do not need to do anything. Nobody has learned anything about your account or can get into it.',
  },
})
