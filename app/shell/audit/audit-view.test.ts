import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '#contract/audit.ts'
import { auditPage, auditQuery } from './audit-view.ts'
import { auditWords } from './audit-words.ts'

const asked = (address: string) => Object.fromEntries(auditQuery(new URLSearchParams(address)))

describe('what is asked of the log', () => {
  test('stands in the address', () => {
    expect(asked('action=session.&outcome=refused&page=3')).toEqual({
      action: 'session.',
      outcome: 'refused',
      page: '3',
      per_page: '25',
    })
  })

  test.each(['', 'action=&outcome=', 'page=0', 'outcome=maybe', 'done=x&business=y'])(
    'is everything for "%s"',
    (text) => {
      expect(asked(text)).toEqual({ page: '1', per_page: '25' })
    },
  )
})

const ENTRY: AuditEntry = {
  id: '0199f7a2-5b0e-7c31-8d6b-0242ac120001',
  sequence: 7,
  at: '2026-11-20T12:00:00Z',
  action: 'store.changed',
  outcome: 'success',
  reason: null,
  actor: { type: 'user', id: '1', name: 'Ada' },
  store_id: null,
  tenant_id: null,
  request_id: 'r',
  target: { type: 'api_key', id: '0199f7a2-5b0e-7c31-8d6b-0242ac120002', name: null },
  address: '203.0.113.0/24',
  user_agent: '',
  before: { name: 'Old', tags: ['a'] },
  after: { name: 'New' },
}

test('an entry is a row of words', () => {
  const { rows } = auditPage({ items: [ENTRY], total: 1, page: 1, per_page: 25 }, auditQuery(new URLSearchParams()))
  expect(rows[0]).toMatchObject({
    actor: 'Ada',
    target: 'API key …ac120002',
    where: '203.0.113.0/24',
    changes: [
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'tags', before: 'a', after: '' },
    ],
  })
})

test('what an entry is about is called by its name, and amounts, rates and times are read as such', () => {
  const entry: AuditEntry = {
    ...ENTRY,
    target: { type: 'price_list', id: ENTRY.id, name: 'Wholesale' },
    before: { currency: 'EUR', min_subtotal_minor: 1000, rates: [], active: true },
    after: {
      currency: 'EUR',
      min_subtotal_minor: 2550,
      active: false,
      share_bps: 1250,
      rates: [{ name: 'VAT', country: 'DE', region: '', category: 'reduced', rate_ppm: 70_000 }],
    },
  }
  const { rows } = auditPage({ items: [entry], total: 1, page: 1, per_page: 25 }, auditQuery(new URLSearchParams()))
  expect(rows[0]?.target).toBe('Price list: Wholesale')
  expect(rows[0]?.changes).toEqual([
    { field: 'currency', before: 'EUR', after: 'EUR' },
    { field: 'min subtotal', before: '€10.00', after: '€25.50' },
    { field: 'rates', before: '', after: 'VAT Germany reduced 7 %' },
    { field: 'active', before: 'yes', after: 'no' },
    { field: 'share', before: '', after: '12.5 %' },
  ])
})

test('an action that nobody has named is still readable', () => {
  expect(auditWords('session.started')).toBe('Logged in')
  expect(auditWords('domain.verify_refused')).toBe('Domain verify refused')
})
