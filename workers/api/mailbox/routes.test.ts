import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import type { ApiError } from '#contract/errors.ts'
import type { MailboxMessage } from '#contract/mailbox.ts'
import { env } from '#tests/workers/fixtures.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'

interface Page {
  items: MailboxMessage[]
  total: number
  page: number
  per_page: number
}

const local = { ...env, ENVIRONMENT: 'test' }

async function get<T>(path: string, bindings = local) {
  const response = await app.fetch(new Request(`${PLATFORM_ORIGIN}/api/v1/dev/mailbox${path}`), bindings)
  return { status: response.status, ...((await response.json()) as { data: T; error: ApiError }) }
}

const [storeA, storeB] = [uuidv7(), uuidv7()]
const mail = (storeId: string, recipient: string, createdAt: number): typeof t.notifications.$inferInsert => ({
  id: uuidv7(),
  storeId,
  eventId: uuidv7(),
  eventType: 'ORDER_PLACED',
  channel: 'email',
  recipient,
  subject: `Mail ${createdAt}`,
  bodyHtml: '<p>Hello</p>',
  bodyText: 'Hello',
  status: 'sent',
  attempts: 1,
  createdAt,
  updatedAt: createdAt,
})
const mails = [
  mail(storeA, 'ada@mail.example', 1000),
  mail(storeA, 'Bo@mail.example', 3000),
  mail(storeB, 'ada@mail.example', 2000),
]

beforeAll(async () => {
  for (const row of mails) await platformDb(env).insert(t.notifications).values(row)
})

describe('the development mailbox', () => {
  test('lists the messages of every store, newest first', async () => {
    const { status, data, error } = await get<Page>('')
    expect([status, error]).toEqual([200, null])
    expect(data.items.map(({ subject }) => subject)).toEqual(['Mail 3000', 'Mail 2000', 'Mail 1000'])
    expect(data).toMatchObject({ total: 3, page: 1, per_page: 20 })
    expect(data.items[2]).toEqual({
      id: mails[0]?.id,
      event_type: 'ORDER_PLACED',
      channel: 'email',
      recipient: 'ada@mail.example',
      subject: 'Mail 1000',
      body_html: '<p>Hello</p>',
      body_text: 'Hello',
      status: 'sent',
      created_at: '1970-01-01T00:00:01.000Z',
    })
  })

  test('by page, by store, by recipient in whatever case', async () => {
    const subjects = async (query: string) => (await get<Page>(query)).data.items.map(({ subject }) => subject)
    expect(await subjects('?per_page=2&page=2')).toEqual(['Mail 1000'])
    expect(await subjects(`?store_id=${storeA}`)).toEqual(['Mail 3000', 'Mail 1000'])
    expect(await subjects('?recipient=bo@MAIL.example')).toEqual(['Mail 3000'])
    expect(await subjects(`?recipient=${encodeURIComponent('ｂｏ＠mail.example')}`)).toEqual(['Mail 3000'])
    expect(await subjects(`?store_id=${storeB}&recipient=ada@mail.example`)).toEqual(['Mail 2000'])
    expect((await get<Page>(`?store_id=${uuidv7()}`)).data).toMatchObject({ items: [], total: 0 })
  })

  test('opens one message by its id', async () => {
    const { data } = await get<MailboxMessage>(`/${mails[1]?.id}`)
    expect(data).toMatchObject({ id: mails[1]?.id, recipient: 'Bo@mail.example' })
    expect((await get(`/${uuidv7()}`)).error.code).toBe('not_found')
  })

  test('refuses what is no page, store or id', async () => {
    for (const path of ['?page=0', '?per_page=101', '?store_id=x', '/x']) {
      expect((await get(path)).error.code).toBe('validation_failed')
    }
  })

  test.each(['production', 'preview', 'Test'])('does not exist in "%s"', async (ENVIRONMENT) => {
    const production = {
      ...env,
      ENVIRONMENT,
      SIGNING_SECRET: 'a-signing-secret-of-production',
      AUTH_SECRET: 'an-auth-secret-of-production',
      EDGE_SECRET: 'an-edge-secret-of-production',
      PASSWORD_PEPPER: '2026:a-pepper-of-production-for-tests',
    }
    for (const path of ['', `/${mails[0]?.id}`]) {
      const { status, data, error } = await get(path, production)
      expect([status, data, error.code]).toEqual([404, null, 'not_found'])
    }
  })
})
