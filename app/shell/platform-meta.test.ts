import { describe, expect, test } from 'vitest'
import { platformMeta } from './platform-meta.ts'

type Args = Parameters<ReturnType<typeof platformMeta>>[0]
const titled = (meta: ReturnType<typeof platformMeta>, given: Partial<Args>) => {
  const found = meta({ matches: [], data: undefined, error: undefined, ...given } as unknown as Args) ?? []
  return found.flatMap((entry) => ('title' in entry ? entry.title : []))
}

describe('the title of a page', () => {
  test('says what the page is, and which thing is on it', () => {
    const meta = platformMeta('Promotion', { nameOf: (data) => (data as { title: string }).title })
    expect(titled(meta as ReturnType<typeof platformMeta>, { data: { title: 'Autumn sale' } })).toEqual([
      'Autumn sale · Promotion · Tradewind',
    ])
    expect(titled(platformMeta('Taxes'), {})).toEqual(['Taxes · Tradewind'])
  })

  test('of what cannot be shown says that', () => {
    // As the router makes them of thrown responses.
    const thrown = (status: number, code: string) => ({
      status,
      statusText: '',
      internal: true,
      data: { code, requestId: 'r' },
    })
    const [busy, missing] = [thrown(429, 'too_many_requests'), thrown(404, 'not_found')]
    const titles = [busy, missing, new Error('a fault')].map((error) => titled(platformMeta('Dashboard'), { error })[0])
    expect(titles[0]).toMatch(/^Please wait a moment · Tradewind$/)
    expect(titles[1]).toMatch(/· Tradewind$/)
    expect(titles[1]).not.toContain('Dashboard')
    expect(titles[2]).toMatch(/^Something went wrong/)
  })
})
