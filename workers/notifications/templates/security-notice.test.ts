import { describe, expect, test } from 'vitest'
import { SECURITY_NOTICES, type SecurityNotice } from '#contract/events.ts'
import { securityNotice as sample } from '../sample-events.ts'
import { wordsOf } from '../test-words.ts'
import { renderLetter } from './letter.tsx'
import { securityNotice } from './security-notice.ts'

const mailOf = (event: SecurityNotice) => renderLetter(securityNotice(event), event.store)

describe.each(SECURITY_NOTICES)('the notice %s', (notice) => {
  test('says what happened, when, from where, where to look and what to do', () => {
    const event = sample({ notice })
    const { subject, html, text } = mailOf(event)
    const { heading, paragraphs, aside, button } = securityNotice(event)
    expect(subject).toBe(`${heading} — Harbour & Pine`)
    const facts = [
      heading,
      ...paragraphs,
      aside.words,
      '20 November 2026, 22:00 UTC',
      'Chrome on Windows',
      '203.0.113.7',
    ]
    for (const fact of facts) {
      expect(wordsOf(html), 'HTML').toContain(fact)
      expect(text, 'text').toContain(fact)
    }
    expect(paragraphs.join()).toContain('Harbour & Pine')
    expect(html).toContain(`<a href="${event.account_url}"`)
    expect(text).toContain(`\n${button?.label}:\n${event.account_url}\n`)
    expect(html + text).not.toMatch(/undefined|\[object/)
  })
})

test('no two notices share a title', () => {
  const titles = SECURITY_NOTICES.map((notice) => securityNotice(sample({ notice })).heading)
  expect(new Set(titles).size).toBe(SECURITY_NOTICES.length)
})

test.each([
  ['account_linked', 'Google', 'Service: Google'],
  ['ownership_received', 'Harbour & Pine Ltd', 'Business: Harbour & Pine Ltd'],
  ['suspended', 'Counterfeit goods', 'Reason: Counterfeit goods'],
] as const)('%s says what it was about', (notice, detail, line) => {
  const { html, text } = mailOf(sample({ notice, detail }))
  expect(text).toContain(`\n${line}\nWhen: `)
  expect(wordsOf(html)).toContain(detail)
})

test('what is not known has no line', () => {
  const { html, text } = mailOf(sample({ detail: '', user_agent: '' }))
  expect(text).toContain('\nWhen: 20 November 2026, 22:00 UTC\nNetwork: 203.0.113.7\n')
  expect(html).not.toMatch(/Browser|Details/)
})

test('what the platform did came from no network and no browser', () => {
  const { text } = mailOf(sample({ notice: 'suspended', detail: 'Counterfeit goods', address: '' }))
  expect(text).toContain('\nReason: Counterfeit goods\nWhen: 20 November 2026, 22:00 UTC\n\n')
})
