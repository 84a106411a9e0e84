const REQUEST_ID = /^[\w-]{8,64}$/

/** The caller's id for a request, when it is one, or a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID()
}
