/** A store with one product, and a client that uploads its pictures and looks at them. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { app } from '#api/app.ts'
import type { Env } from '#api/config/env.ts'
import type { Image } from '#contract/catalogue.ts'
import type { ApiError } from '#contract/errors.ts'
import { env, makeProduct, makeStore } from './fixtures.ts'
import { makeKey } from './people.ts'
import { storeOrigin } from './platform.ts'

/** A request to the Worker, from whoever the headers say, waited for to its very end. */
export async function call(path: string, init: RequestInit = {}, bindings: Env = env): Promise<Response> {
  const ctx = createExecutionContext()
  const response = await app.fetch(new Request(`${storeOrigin('demo')}${path}`, init), bindings, ctx)
  const bytes = await response.arrayBuffer()
  await waitOnExecutionContext(ctx)
  return new Response(response.status === 304 ? null : bytes, response)
}

export const answerOf = async (response: Response) => (await response.json()) as { data: Image[]; error: ApiError }
export const codeOf = async (response: Response) => (await answerOf(response)).error?.code

export async function pictureShop() {
  const { id, db } = await makeStore()
  const product = await makeProduct(db)
  const { headers: merchant } = await makeKey({ id }, ['catalogue:write'])
  const path = `/api/v1/stores/${id}/products/${product.id}/images`
  const upload = (body: BodyInit, headers: Record<string, string> = {}, at = path) =>
    call(at, { method: 'POST', body, headers: { ...merchant, ...headers } })
  const stored = async () => (await env.MEDIA.list({ prefix: `${id}/` })).objects.map(({ key }) => key)
  return { merchant, storeId: id, productId: product.id, db, path, upload, stored }
}

export function form(files: Uint8Array<ArrayBuffer>[], fields: Record<string, string> = {}): FormData {
  const data = new FormData()
  for (const bytes of files) data.append('file', new File([bytes], '../../../evil.html', { type: 'text/html' }))
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}
