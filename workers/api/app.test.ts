import { describe, expect, test } from 'vitest'
import { openApiDocument } from './app.ts'

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  responses: Record<string, unknown>
}
const document = openApiDocument()
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, ...operation })),
)

describe('the OpenAPI document', () => {
  test('is 3.1 and names every operation once, with words, a tag and its failures', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(operations.length).toBeGreaterThan(15)
    const ids = operations.map((operation) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operationId, summary, tags, responses } of operations) {
      expect([operationId, summary, tags?.length, 'default' in responses]).toEqual([
        expect.any(String),
        expect.any(String),
        1,
        true,
      ])
    }
  })

  test('refers to nothing that it does not contain', () => {
    const text = JSON.stringify(document)
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
    const schemas = document.components?.schemas ?? {}
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !(name in schemas))).toEqual([])
  })
})
