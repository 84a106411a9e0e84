/**
 * The one door to the API: a service binding, so it costs no network. Every answer is parsed with the contract's own
 * schema, and a refusal becomes an `ApiFailure` that a page can switch on by its code.
 */
import type { z } from 'zod'
import { failed, ok } from '#contract/envelope.ts'
import { ERRORS, type ErrorCode, type ErrorDetail } from '#contract/errors.ts'

export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetail[],
    readonly requestId: string,
    /** Seconds after which another try may succeed. */
    readonly retryAfterS: number | null = null,
  ) {
    super(message)
    this.name = 'ApiFailure'
  }
}

/** By name: the development server holds this module twice, once for Vite's config, and so two such classes. */
export const isApiFailure = (error: unknown): error is ApiFailure =>
  error instanceof Error && error.name === 'ApiFailure'

export interface Sending {
  /** A form with files and a stream go as they are, everything else as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

export interface Api {
  get<T extends z.ZodType>(path: string, data: T, headers?: Record<string, string>): Promise<z.infer<T>>
  send<T extends z.ZodType>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    data: T,
    sending?: Sending,
  ): Promise<z.infer<T>>
}

export type Fetcher = (input: string, init?: RequestInit) => Promise<Response>

/** On whose behalf it is asked; read anew for each call, since a session can begin or end within a request. */
export type Introduction = () => Promise<Record<string, string>>

/**
 * `origin` is the site's own: the binding ignores the host, and the API learns the scheme from it. `hear` is told of each
 * refusal.
 */
export function createApi(
  fetcher: Fetcher,
  origin: string,
  introduce: Introduction,
  hear: (failure: ApiFailure) => void = () => {},
): Api {
  const base = `${origin}/api/v1`

  async function call<T extends z.ZodType>(method: string, path: string, data: T, sending: Sending) {
    if (NOT_A_SEGMENT.test(pathOf(path))) throw notFound()
    const init: RequestInit = {
      method,
      headers: { accept: 'application/json', ...(await introduce()), ...sending.headers },
    }
    if (sending.body instanceof FormData) init.body = sending.body
    else if (sending.body instanceof ReadableStream) Object.assign(init, { body: sending.body, duplex: 'half' })
    else if (sending.body !== undefined) {
      init.headers = { ...init.headers, 'content-type': 'application/json' }
      init.body = JSON.stringify(sending.body)
    }
    const response = await fetcher(`${base}${path}`, init)
    return readAnswer(response, data, `${method} ${pathOf(path)}`).catch((error: unknown) => {
      if (isApiFailure(error)) hear(error)
      throw error
    })
  }
  return {
    get: (path, data, headers) => call('GET', path, data, { headers }),
    send: (method, path, data, sending = {}) => call(method, path, data, sending),
  }
}

/** What the platform below answers in place of the API, in words of its own: a limit was reached there. */
const CODE_OF_PLATFORM: Partial<Record<number, ErrorCode>> = {
  413: 'body_too_large',
  429: 'too_many_requests',
  503: 'overloaded',
}

const pathOf = (path: string): string => path.split('?', 1)[0] ?? ''

/**
 * An empty segment, `.` or `..`: `encodeURIComponent` leaves dots as they are, and the URL parser would make another route
 * of them. An id like that names nothing.
 */
const NOT_A_SEGMENT = /\/\.{0,2}(\/|$)/

function notFound(): ApiFailure {
  const [status, message] = ERRORS.not_found
  return new ApiFailure(status, 'not_found', message, [], '')
}

async function readAnswer<T extends z.ZodType>(response: Response, data: T, call: string): Promise<z.infer<T>> {
  const text = await response.text()
  const answer = parseJson(text)
  if (response.ok) {
    const parsed = ok(data).safeParse(answer)
    if (parsed.success) return (parsed.data as { data: z.infer<T> }).data
    throw new Error(`${call} answered ${response.status} in another shape: ${parsed.error.message.slice(0, 500)}`)
  }
  const retryAfterS = Number(response.headers.get('retry-after')) || null
  const failure = failed.safeParse(answer)
  if (!failure.success) {
    const code = CODE_OF_PLATFORM[response.status]
    if (code) throw new ApiFailure(response.status, code, ERRORS[code][1], [], '', retryAfterS)
    throw new Error(`${call} answered ${response.status}: ${text.slice(0, 200)}`)
  }
  const { code, message, details, request_id } = failure.data.error
  throw new ApiFailure(response.status, code, message, details ?? [], request_id, retryAfterS)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
