import { expect, test } from 'vitest'
import { type Answer, ok, visit } from '../testing/visit.ts'
import { loader } from './search.tsx'

test('prices to filter by are the store’s own, in whatever currency they are shown', async () => {
  const asked: URLSearchParams[] = []
  const answer: Answer = (_, url) => {
    asked.push(url.searchParams)
    return ok({ items: [], total: 0, page: 1, per_page: 24 })
  }
  const headers = { cookie: 'currency=JPY' }
  const page = await loader(await visit('/search?min=20&max=49.50', answer, { headers }))
  expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ currency: 'JPY', price_min: '2000', price_max: '4950' })
  expect(page.data.listing).toMatchObject({ min: '20', max: '49.50' })
})
