/** Answers as the caches keep them: bytes and headers, without what belongs to one request. */

export interface Answer {
  body: ArrayBuffer
  headers: Headers
  etag: string | null
  /** Of the store's catalogue; null where nothing says whether it still holds. */
  version: number | null
  readAtMs: number
  /** When its version was last seen to be the store's. */
  checkedAtMs: number
}

/** Of one request, or of the cache itself. */
const NOT_KEPT = ['x-request-id', 'cf-cache-status', 'age', 'date', 'content-length']
/** Of the body, which a 304 has not. */
const OF_BODY = ['content-type', 'access-control-expose-headers']

export const isCacheable = ({ status, headers }: Response): boolean =>
  status === 200 && !headers.has('set-cookie') && !headers.get('cache-control')?.includes('private')

export async function toAnswer(response: Response, version: number | null, readAtMs: number): Promise<Answer> {
  const headers = new Headers(response.headers)
  for (const name of NOT_KEPT) headers.delete(name)
  const body = await response.arrayBuffer()
  return { body, headers, etag: headers.get('etag'), version, readAtMs, checkedAtMs: readAtMs }
}

/** In UTF-16 the headers take twice their length. */
export function bytesOf({ body, headers }: Answer): number {
  let bytes = body.byteLength
  for (const [name, value] of headers) bytes += 2 * (name.length + value.length)
  return bytes
}

/** The answer to one request: 304 when it has it already, no body for HEAD. */
export function send(answer: Answer, request: Request, requestId: string): Response {
  const { body, headers, etag } = answer
  const present = request.headers.get('if-none-match')
  if (present !== null && etag !== null && isAmong(etag, present)) {
    const response = new Response(null, { status: 304, headers })
    for (const name of OF_BODY) response.headers.delete(name)
    response.headers.set('x-request-id', requestId)
    return response
  }
  const response = new Response(request.method === 'HEAD' ? null : body, { headers })
  response.headers.set('x-request-id', requestId)
  return response
}

/** RFC 9110, 13.1.2: weak comparison, a list, or `*` for anything. */
const isAmong = (etag: string, present: string): boolean =>
  present === '*' || (present.match(/"[^"]*"/g)?.includes(etag.replace(/^W\//, '')) ?? false)
