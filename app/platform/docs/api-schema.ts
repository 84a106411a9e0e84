/** JSON Schema as the reference shows it: rows of fields, types in words, an example. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  example?: unknown
  examples?: unknown[]
  minimum?: number
  maximum?: number
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
}

export interface Row {
  /** `lines[].unit_price.amount_minor` */
  name: string
  type: string
  isRequired: boolean
  text: string
}

type Schemas = Record<string, Schema>

/** Deeper than that is said by the name of its type. */
const DEEPEST = 4
const MOST_ROWS = 120

export const resolved = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref ? (schemas[nameOfRef(schema.$ref)] ?? {}) : schema

const nameOfRef = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1)

/** Fields by their dotted names, parents before children. */
export const rowsOf = (schema: Schema, schemas: Schemas): Row[] => fieldRows(schema, schemas, '', 0).slice(0, MOST_ROWS)

function fieldRows(given: Schema, schemas: Schemas, prefix: string, depth: number): Row[] {
  const schema = withoutNull(resolved(given, schemas), schemas)
  if (depth > DEEPEST) return []
  if (schema.items) return fieldRows(schema.items, schemas, `${prefix}[]`, depth)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return choiceRows(choices, schemas, prefix, depth)
  const parts = schema.allOf ? schema.allOf.map((part) => resolved(part, schemas)) : [schema]
  return parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).flatMap(([field, child]) => {
      const name = prefix === '' ? field : `${prefix}.${field}`
      const isRequired = part.required?.includes(field) ?? false
      const row = { name, type: typeText(child, schemas), isRequired, text: textOf(child, schemas) }
      return [row, ...fieldRows(child, schemas, name, depth + 1)]
    }),
  )
}

/** A field that several shapes have stands once. */
function choiceRows(choices: Schema[], schemas: Schemas, prefix: string, depth: number): Row[] {
  const rows = choices.flatMap((choice) => fieldRows(choice, schemas, prefix, depth))
  const byName = Map.groupBy(rows, ({ name }) => name)
  return [...byName.values()].map((same) => {
    const [first] = same as [Row, ...Row[]]
    const types = [...new Set(same.map(({ type }) => type))].join(' | ')
    return { ...first, type: types, isRequired: same.length === choices.length && first.isRequired }
  })
}

const textOf = (schema: Schema, schemas: Schemas): string => {
  const { description = '', default: fallback } = { ...resolved(schema, schemas), ...schema }
  return fallback === undefined ? description : `${description} Default: ${JSON.stringify(fallback)}.`.trim()
}

const isNull = ({ type }: Schema) => type === 'null'

/** `X or null` is X where its fields are asked for. */
function withoutNull(schema: Schema, schemas: Schemas): Schema {
  const choices = (schema.anyOf ?? schema.oneOf)?.filter((choice) => !isNull(choice))
  return choices?.length === 1 && choices[0] ? resolved(choices[0], schemas) : schema
}

/** "string", "integer or null", "one of a, b", "array of Product". */
export function typeText(schema: Schema, schemas: Schemas): string {
  if (schema.$ref) return nameOfRef(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return [...new Set(choices.map((choice) => typeText(choice, schemas)))].join(' | ')
  if (schema.items) return `array of ${typeText(schema.items, schemas)}`
  const types = [schema.type ?? 'object'].flat()
  return types.map((type) => (type === 'string' && schema.format ? `string (${schema.format})` : type)).join(' | ')
}

/** A value of this shape, from what the schemas give as examples. */
export function exampleOf(given: Schema, schemas: Schemas, depth = 0): unknown {
  const schema = { ...resolved(given, schemas), ...(given.example === undefined ? {} : { example: given.example }) }
  const said = schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.enum?.[0] ?? schema.default
  if (said !== undefined) return said
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) {
    const choice = choices.find((one) => !isNull(one))
    return choice && depth <= DEEPEST ? exampleOf(choice, schemas, depth + 1) : null
  }
  const type = [schema.type ?? 'object'].flat()[0]
  if (type === 'array') return schema.items && depth <= DEEPEST ? [exampleOf(schema.items, schemas, depth + 1)] : []
  if (type === 'object') return objectExample(schema, schemas, depth)
  if (type === 'string') return EXAMPLES[schema.format ?? ''] ?? 'text'
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  return type === 'boolean' ? true : null
}

function objectExample(schema: Schema, schemas: Schemas, depth: number): Record<string, unknown> {
  if (depth > DEEPEST) return {}
  const parts = schema.allOf ? schema.allOf.map((part) => resolved(part, schemas)) : [schema]
  return Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(part.properties ?? {}).map(([field, child]) => [field, exampleOf(child, schemas, depth + 1)]),
    ),
  )
}

const EXAMPLES: Record<string, string> = {
  uuid: '0199f7a2-5b0e-7c31-8d6b-0242ac120001',
  'date-time': '2026-11-30T12:00:00.000Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
}
