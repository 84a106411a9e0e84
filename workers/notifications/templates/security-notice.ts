/**
 * The mail that tells the owner of an account what was done with it: what, when, from where, and what to do if it was
 * somebody else. The words of each notice stand in `security-notice.words.ts`.
 */
import type { SecurityNotice } from '#contract/events.ts'
import { browserName } from './browser-name.ts'
import type { Detail, Letter } from './letter.tsx'
import { NOTICE_WORDS } from './security-notice.words.ts'
import { momentInWords } from './time-words.ts'

export function securityNotice(event: SecurityNotice): Letter {
  const { store, name, notice, detail, account_url } = event
  const { title, paragraph, detailLabel, button, aside } = NOTICE_WORDS[notice]
  const details = [
    { label: detailLabel, value: detail },
    { label: 'When', value: momentInWords(event.occurred_at, store) },
    ...whereFrom(event),
  ].filter(({ value }) => value.trim() !== '')
  return {
    subject: `${title} — ${store.name}`,
    preview: details.map(({ value }) => value).join(' · '), // enough for most to know that it was them
    heading: title,
    name,
    paragraphs: [paragraph(store.name)],
    details,
    button: { label: button, url: account_url },
    aside,
  }
}

/** Nothing where the platform itself did it. */
const whereFrom = ({ address, user_agent }: SecurityNotice): Detail[] =>
  address === ''
    ? []
    : [
        { label: 'Browser', value: browserName(user_agent) },
        { label: 'Network', value: address },
      ]
