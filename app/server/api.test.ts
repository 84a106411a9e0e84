import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ApiFailure, createApi } from './api.ts'

function apiThatCounts() {
  const asked: string[] = []
  const fetcher = async (input: string) => {
    asked.push(new URL(input).pathname)
    return Response.json({ data: {}, error: null })
  }
  return { asked, api: createApi(fetcher, 'https://demo.shop.example', async () => ({})) }
}

describe('an id that a client has chosen', () => {
  test.each(['..', '.', '', '%2e%2e/..', '../../stores'])('%j leads to no other route', async (id) => {
    const { api, asked } = apiThatCounts()
    const path = `/me/sessions/${id.includes('/') ? id : encodeURIComponent(id)}`
    const failure = await api.send('DELETE', path, z.unknown()).catch((error) => error)
    expect(failure).toBeInstanceOf(ApiFailure)
    expect(failure).toMatchObject({ status: 404, code: 'not_found' })
    expect(asked).toEqual([])
  })

  test.each(['...', '..a', 'a.b', '%2e%2e', 'a/../b'])('%j stays one segment', async (id) => {
    const { api, asked } = apiThatCounts()
    await api.get(`/me/sessions/${encodeURIComponent(id)}?page=..`, z.unknown())
    expect(asked).toEqual([`/api/v1/me/sessions/${encodeURIComponent(id)}`])
  })
})
