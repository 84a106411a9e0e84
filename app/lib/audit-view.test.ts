import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '#contract/audit.ts'
import { auditPage, auditQuery } from './audit-view.ts'
import { auditWords } from './audit-words.ts'

const asked = (address: string) => Object.fromEntries(auditQuery(new URLSearchParams(address)))

describe('what is asked of the log', () => {
  test('stands in the address', () => {
    expect(asked('action=session.&outcome=refused&page=3')).toEqual({
      ...{ action: 'session.', outcome: 'refused', page: '3', per_page: '25' },
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
  ...{ id: '0199f7a2-5b0e-7c31-8d6b-0242ac120001', sequence: 7, at: '2026-11-20T12:00:00Z', action: 'store.changed' },
  ...{ outcome: 'success', reason: null, actor: { type: 'user', id: '1', name: 'Ada' }, store_id: null },
  ...{ target: { type: 'api_key', id: '0199f7a2-5b0e-7c31-8d6b-0242ac120002' }, tenant_id: null, request_id: 'r' },
  ...{ address: '203.0.113.0/24', user_agent: '', before: { name: 'Old', tags: ['a'] }, after: { name: 'New' } },
}

test('an entry is a row of words', () => {
  const { rows } = auditPage({ items: [ENTRY], total: 1, page: 1, per_page: 25 }, auditQuery(new URLSearchParams()))
  expect(rows[0]).toMatchObject({
    ...{ actor: 'Ada', target: 'api key …ac120002', where: '203.0.113.0/24' },
    changes: [
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'tags', before: '["a"]', after: '' },
    ],
  })
})

test('an action that nobody has named is still readable', () => {
  expect(auditWords('session.started')).toBe('Logged in')
  expect(auditWords('domain.verify_refused')).toBe('Domain verify refused')
})
