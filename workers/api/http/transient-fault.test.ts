import { describe, expect, test } from 'vitest'
import { app } from '../app.ts'
import { isTransientFault } from './transient-fault.ts'

const failed = (message: string, properties: object = {}) => Object.assign(new Error(message), properties)

describe('a fault that passes', () => {
  test.each([
    failed('D1_ERROR: D1 DB is overloaded. Requests queued for too long.'),
    failed('D1_ERROR: D1 DB is overloaded. Too many requests queued.'),
    failed('D1_ERROR: Network connection lost.'),
    failed('D1_ERROR: D1 DB reset because its code was updated.'),
    failed('D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.'),
    failed('D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.'),
    failed('Durable Object is overloaded. Requests queued for too long.', { overloaded: true }),
    failed('internal error; reference = abc', { retryable: true }),
    failed('Failed query: select 1', { cause: failed('D1_ERROR: Network connection lost.') }),
  ])('%s', (error) => expect(isTransientFault(error)).toBe(true))

  test.each([
    failed('D1_ERROR: UNIQUE constraint failed: orders.id: SQLITE_CONSTRAINT'),
    failed('internal error; reference = abc', { retryable: false }),
    failed('Failed query: select 1', { cause: failed('D1_ERROR: no such table: orders') }),
    'overloaded',
    null,
  ])('not: %s', (error) => expect(isTransientFault(error)).toBe(false))

  test('is answered with 503 and when to come back', async () => {
    const bindings = { ENVIRONMENT: 'test', PLATFORM_HOST: 'localhost' }
    const DB = {
      withSession() {
        throw failed('D1_ERROR: Network connection lost.')
      },
      prepare() {
        throw failed('D1_ERROR: Network connection lost.')
      },
    }
    const id = crypto.randomUUID()
    const response = await app.request(`/api/v1/stores/${id}/products`, {}, { ...bindings, DB })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await response.json()).toMatchObject({ error: { code: 'overloaded' } })
  })
})
