/** HTTP as a shopper's browser has it: an answer, or none. What has no answer may or may not have happened. */
import http from 'node:http'

export interface Answer<T = unknown> {
  status: number
  data: T
  code: string | null
  /** Seconds that the server asks to wait. */
  retryAfter: number | null
  isReplay: boolean
}
/** The connection broke, or nothing came in time. */
export const NO_ANSWER = 'no_answer'

const TIMEOUT_MS = 30_000
/** One connection per request: a pooled one that a crash has closed would look like a refusal. */
const onceOnly = new http.Agent({ keepAlive: false, maxSockets: 600 })

export function send<T>(
  origin: string,
  route: string,
  init: { method?: string; json?: unknown; headers?: Record<string, string> } = {},
  agent = onceOnly,
): Promise<Answer<T> | typeof NO_ANSWER> {
  const url = new URL(`${origin}/api/v1${route}`)
  const body = init.json === undefined ? undefined : JSON.stringify(init.json)
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    ...init.headers,
  }
  return new Promise((resolve) => {
    const request = http.request(
      { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method: init.method ?? 'GET', agent },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('error', () => resolve(NO_ANSWER))
        response.on('end', () => resolve(read<T>(response, text)))
      },
    )
    for (const [name, value] of Object.entries({ host: url.host, ...headers })) request.setHeader(name, value)
    request.setTimeout(TIMEOUT_MS, () => request.destroy())
    request.on('error', () => resolve(NO_ANSWER))
    request.end(body)
  })
}

/** An answer that was cut off is none. */
function read<T>(response: http.IncomingMessage, text: string): Answer<T> | typeof NO_ANSWER {
  if (!response.complete) return NO_ANSWER
  const retryAfter = response.headers['retry-after']
  const facts = {
    status: response.statusCode ?? 0,
    retryAfter: retryAfter === undefined ? null : Number(retryAfter),
    isReplay: response.headers['idempotent-replayed'] === 'true',
  }
  try {
    const { data, error } = JSON.parse(text) as { data: T; error: { code: string } | null }
    return { ...facts, data, code: error?.code ?? null }
  } catch {
    return { ...facts, data: null as T, code: null }
  }
}
