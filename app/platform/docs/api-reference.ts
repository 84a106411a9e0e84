/**
 * The API reference, from the document that the API prints (openapi.json): operations by tag, and for each its parameters,
 * the fields of its body and of its answer. On the server only: the document has half a megabyte, a page of it a few.
 */
import text from '../../../openapi.json?raw'
import { exampleOf, type Row, rowsOf, type Schema, typeText } from './api-schema.ts'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface RawParameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema: Schema
}
interface RawContent {
  [type: string]: { schema: Schema }
}
interface RawOperation {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  'x-permission'?: string
  security?: Record<string, unknown>[]
  parameters?: RawParameter[]
  requestBody?: { required?: boolean; content: RawContent }
  responses: Record<string, { description: string; content?: RawContent }>
}
interface Document {
  info: { title: string; version: string; description: string }
  paths: Record<string, Partial<Record<Method, RawOperation>>>
  components: { schemas: Record<string, Schema> }
}

export interface OperationLink {
  id: string
  method: string
  path: string
  summary: string
}
export interface OperationGroup {
  /** For the address: `#customer-account`. */
  anchor: string
  tag: string
  operations: OperationLink[]
}
export interface OperationPage extends OperationLink {
  tag: string
  description: string
  permission: string
  parameters: { name: string; place: string; type: string; isRequired: boolean; text: string }[]
  body: { types: string[]; rows: Row[]; example: string | null } | null
  answers: { status: string; text: string; rows: Row[]; example: string | null }[]
}

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete']

let known: { document: Document; links: (OperationLink & { tag: string; raw: RawOperation })[] } | undefined

/** Read once per isolate, and only when somebody opens the reference. */
function reference() {
  if (known) return known
  const document: Document = JSON.parse(text)
  const links = Object.entries(document.paths).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const raw = operations[method]
      if (!raw) return []
      const { operationId: id, summary = '', tags = [] } = raw
      return [{ id, method: method.toUpperCase(), path, summary, tag: tags[0] ?? 'Other', raw }]
    }),
  )
  known = { document, links }
  return known
}

export const apiVersion = (): string => reference().document.info.version

export const anchorOf = (tag: string): string => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-')

export function operationGroups(): OperationGroup[] {
  const byTag = Map.groupBy(reference().links, ({ tag }) => tag)
  return [...byTag].map(([tag, operations]) => ({
    tag,
    anchor: anchorOf(tag),
    operations: operations.map(({ id, method, path, summary }) => ({ id, method, path, summary })),
  }))
}

/** Null where there is no such operation. */
export function operationPage(id: string): OperationPage | null {
  const { document, links } = reference()
  const found = links.find((link) => link.id === id)
  if (!found) return null
  const { raw, method, path, summary, tag } = found
  const { schemas } = document.components
  return {
    id,
    method,
    path,
    summary,
    tag,
    description: raw.description ?? '',
    permission: permissionText(raw),
    parameters: (raw.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      type: typeText(parameter.schema, schemas),
      isRequired: parameter.required === true,
      text: parameter.description ?? parameter.schema.description ?? '',
    })),
    body: raw.requestBody ? contentOf(raw.requestBody.content, schemas) : null,
    answers: Object.entries(raw.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, { description, content = {} }]) => {
        const { rows, example } = contentOf(content, schemas)
        return { status, text: description, rows, example }
      }),
  }
}

function contentOf(content: RawContent, schemas: Record<string, Schema>) {
  const types = Object.keys(content)
  const schema = content['application/json']?.schema
  const isFile = schema?.format === 'binary'
  if (!schema || isFile) return { types, rows: [], example: null }
  const example = JSON.stringify(exampleOf(schema, schemas), null, 2)
  return { types, rows: rowsOf(schema, schemas), example }
}

/** Who may call it, in words. */
function permissionText({ 'x-permission': permission = 'public', security = [] }: RawOperation): string {
  if (permission === 'public' || security.length === 0) return 'Public: no key is needed.'
  if (permission === 'cart') return 'The cart’s token, in the header X-Cart-Token.'
  const byKey = security.some((one) => 'key' in one)
  if (byKey) return `An access token or a secret API key with the permission ${permission}.`
  return permission.includes(':') ? `An access token of somebody who may ${permission}.` : 'An access token.'
}
