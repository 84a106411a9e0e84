/**
 * The one place that reads a posted form. What is no form (`text/plain`, a torn multipart body) is a 400 page.
 *
 * Limits    256 KB, counted as they come in, and 2,000 fields: 413. Four times what the API takes as JSON, since letters other
 *           than Latin take three times as much in a form. 15 seconds: 408.
 */
import { BodyTimeout, type Pace, readLimited } from '#contract/read-limited.ts'
import { pageError } from './page-error.ts'

export const MAX_FORM_BYTES = 256 * 1024
export const MAX_FORM_FIELDS = 2_000
const FORM_PACE: Pace = { idleMs: 10_000, totalMs: 15_000 }

export async function readForm(request: Request, requestId: string, pace = FORM_PACE): Promise<FormData> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  const bytes = announced > MAX_FORM_BYTES ? null : await readBody(request, requestId, pace)
  if (!bytes) throw pageError(413, 'body_too_large', requestId)
  const form = await parse(bytes, request.headers.get('content-type'))
  if (!form) throw pageError(400, 'bad_request', requestId)
  if ([...form.keys()].length > MAX_FORM_FIELDS) throw pageError(413, 'body_too_large', requestId)
  return form
}

async function readBody({ body }: Request, requestId: string, pace: Pace): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await readLimited(body, MAX_FORM_BYTES, pace)
  } catch (error) {
    if (error instanceof BodyTimeout) throw pageError(408, 'request_timeout', requestId)
    throw pageError(400, 'bad_request', requestId) // its sender has gone, or sends what no stream carries
  }
}

async function parse(bytes: Uint8Array<ArrayBuffer>, contentType: string | null): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType ?? '' } }).formData()
  } catch {
    return null
  }
}
