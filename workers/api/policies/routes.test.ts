import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Policy, WrittenPolicy } from '#contract/policy.ts'
import type { Store } from '#contract/store.ts'
import { auditLog, auditWhere } from '#tests/workers/audit-entries.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { storeHost } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

let store: Awaited<ReturnType<typeof makeStore>>
let headers: Record<string, string>
const path = () => `/stores/${store.id}/policies`
const save = (kind: string, text: string, by = headers) =>
  request<WrittenPolicy>(`${path()}/${kind}`, { method: 'PUT', headers: by, body: { text } })
const read = (kind: string) => request<Policy>(`${path()}/${kind}`)
const shown = async () => (await request<Store>(`/stores/resolve?host=${storeHost(store.slug)}`)).data.policies

beforeAll(async () => {
  store = await makeStore()
  headers = (await makeMember(store, 'owner')).headers
})

describe('a policy', () => {
  test('is not there until it is written, is shown as HTML, and can be taken down', async () => {
    expect([(await read('returns')).status, await shown()]).toEqual([404, []])
    expect((await save('terms', 'Be fair.')).data).toMatchObject({ kind: 'terms', text: 'Be fair.' })
    await save('returns', '# Thirty days\r\n\r\n- unused\r\n- with its *label*')
    expect((await read('returns')).data.html).toBe(
      '<h2>Thirty days</h2><ul>\n<li>unused</li>\n<li>with its <em>label</em></li>\n</ul>',
    )
    expect(await shown()).toEqual(['returns', 'terms'])
    const { items } = (await request<{ items: WrittenPolicy[] }>(path(), { headers })).data
    expect(items.map(({ kind, text }) => [kind, text.slice(0, 13)])).toEqual([
      ['shipping', ''],
      ['returns', '# Thirty days'],
      ['privacy', ''],
      ['terms', 'Be fair.'],
    ])
    await save('returns', ' \n ')
    expect([(await read('returns')).status, await shown()]).toEqual([404, ['terms']])
  })

  test.each([
    ['<script>alert(1)</script>Words', 'Words'],
    ['[here](javascript:alert(1))', 'here'],
    ['<img src=x onerror=alert(1)>Picture', 'Picture'],
  ])('%s runs nothing', async (text, words) => {
    await save('privacy', text)
    const { html } = (await read('privacy')).data
    expect(html).toContain(words)
    expect(html).not.toMatch(/<script|<img|javascript:/)
  })

  test('is written by who may change the store, and every change is in the log', async () => {
    const staff = await makeMember(store, 'viewer')
    expect((await save('shipping', 'Never.', staff.headers)).status).toBe(403)
    expect((await save('shipping', 'Never.', {})).status).toBe(401)
    await save('shipping', 'Within three days.')
    await save('shipping', 'Within three days.') // the same again is no change
    const ofPolicy = and(eq(auditLog.action, 'policy.changed'), eq(auditLog.targetId, 'shipping'))
    const entries = await auditWhere(and(eq(auditLog.storeId, store.id), ofPolicy))
    expect(entries.map(({ before, after }) => [before, after])).toEqual([
      [{ text: '' }, { text: 'Within three days.' }],
    ])
  })

  test.each([
    ['nothing', 'x'],
    ['returns', 'x'.repeat(20_001)],
    ['returns', 'a\u0000b'],
  ])('%s with a text that is none is refused', async (kind, text) => {
    expect((await save(kind, text)).status).toBe(422)
  })
})
