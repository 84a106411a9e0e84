/**
 * What people type comes in as one line without anything hidden in it: every text that a request of the API takes, in body
 * and query, found by walking the schemas of its routes. A new field is here by being written.
 */
import { expect, test } from 'vitest'
import type * as z from 'zod'
import { app } from '#api/app.ts'

/** Compared or looked up as they are, and kept nowhere. */
const COMPARED =
  /\.(password|current_password|new_password|secret|token|proof|state|ticket|challenge|refresh_token|cursor|after|host|recipient|shipping_rate_id|payment_method_id)$/
/** Of several lines by design: `domain/one-line.ts`. */
const MANY_LINES = /^savePolicy\.text$/
/** Checked where a form with the same fields is (`upload-images.ts`). */
const CHECKED_LATER = /^addProductImages\?\./

interface Field {
  name: string
  schema: z.core.$ZodType
}

/** The texts in a schema that take a plain word, so anything: not ids, dates, addresses, choices. */
function* textsIn(schema: z.core.$ZodType, name: string): Generator<Field> {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (def.type === 'string') yield { name, schema }
  else if (def.type === 'object') {
    for (const [key, value] of Object.entries(def.shape)) yield* textsIn(value, `${name}.${key}`)
  } else if (def.type === 'array') yield* textsIn(def.element, name)
  else if (def.type === 'record') {
    yield* textsIn(def.keyType, `${name}.key`)
    yield* textsIn(def.valueType, name)
  } else if (def.type === 'union') for (const option of def.options) yield* textsIn(option, name)
  else if (def.type === 'pipe')
    for (const text of textsIn(def.in, name)) yield text.name === name ? { name, schema } : text
  else if ('innerType' in def) yield* textsIn(def.innerType, name)
}

function* textsOfRequests(): Generator<Field> {
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { operationId = '', request } = definition.route
    const content = request?.body?.content['application/json']
    const body = content && 'schema' in content ? content.schema : undefined
    if (body && '_zod' in body) yield* textsIn(body as z.core.$ZodType, operationId)
    if (request?.query) yield* textsIn(request.query as unknown as z.core.$ZodType, `${operationId}?`)
  }
}

const read = ({ schema }: Field, text: string) => (schema as z.ZodType<string>).safeParse(text)
const fields = [...textsOfRequests()].filter(
  ({ name }) => !COMPARED.test(name) && !CHECKED_LATER.test(name) && !MANY_LINES.test(name),
)
const free = fields.filter((field) => read(field, 'Some plain words').success)

test('the requests have many such texts', () => {
  expect(free.map(({ name }) => name)).toEqual(expect.arrayContaining(['startCheckout.name', 'updateMe.name']))
  expect(free.length).toBeGreaterThan(40)
})

const HOSTILE = [
  'Ada\r\nBcc: x',
  'Ada\u2028Bcc',
  'Ada\u0085Bcc',
  'Ada\u202egnp.exe',
  'A\u200bda',
  'Ada\0',
  'Ada\u001b[2J',
  '\ufeffAda',
]

test.each(free)('$name takes one line, with nothing hidden in it', (field) => {
  for (const text of HOSTILE) {
    const { success, data = '' } = read(field, text)
    if (success) expect(data, JSON.stringify(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u202e\ufeff]/u)
  }
})
