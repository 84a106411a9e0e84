/**
 * One question to a service that a merchant has named: a signed POST of JSON, answered by JSON. Shipping and tax services
 * are asked here and nowhere else.
 *
 * Guard     `address.ts`; no redirects.
 * Limits    2 seconds in all, 64 KB.
 * Errors    Never throws: `reason` is a sentence for whoever runs the service.
 */
import type * as z from 'zod'
import { readLimited } from '#contract/read-limited.ts'
import type { Config } from '../config/config.ts'
import { webhookHeaders } from '../lib/standard-webhook.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { serviceUrl } from './address.ts'
import { openSecrets } from './secret.ts'

export const TIMEOUT_MS = 2_000
const MAX_ANSWER_BYTES = 64 * 1024

export interface Question<T> {
  store: Pick<StoreRecord, 'id' | 'serviceSecret'>
  url: string
  /** The same for the same question: its answer is kept under it. */
  body: { type: string }
  answer: z.ZodType<T>
}
/** `isSilent`: nothing came back in time, so other questions would fare no better just now. */
export type ServiceAnswer<T> =
  | { outcome: 'answered'; value: T }
  | { outcome: 'unavailable'; reason: string; isSilent?: true }

const unavailable = (reason: string) => ({ outcome: 'unavailable' as const, reason })

export async function askService<T>(
  config: Config,
  { store, url, body, answer }: Question<T>,
  timeoutMs = TIMEOUT_MS,
): Promise<ServiceAnswer<T>> {
  const address = serviceUrl(url, config)
  if (typeof address === 'string') return unavailable(address)
  const secrets = await openSecrets(store, config)
  if (secrets.length === 0) return unavailable('There is no signing secret. Make one first.')
  const text = JSON.stringify(body)
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const signature = await webhookHeaders(text, secrets, Date.now())
    const headers = { ...signature, accept: 'application/json', 'content-type': 'application/json', ...SENDER }
    const asked = fetch(address, { method: 'POST', body: text, headers, redirect: 'manual', signal })
    return await Promise.race([asked.then((response) => readAnswer(response, answer)), whenOver(signal)])
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError'
    const reason = isTimeout ? `The service took longer than ${timeoutMs / 1000} s.` : 'The service cannot be reached.'
    return { outcome: 'unavailable', reason, isSilent: true }
  }
}

const SENDER = { 'user-agent': 'Tradewind/1 (rates)' }

/** A body that trickles in is cut off as well. */
const whenOver = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

async function readAnswer<T>(response: Response, answer: z.ZodType<T>): Promise<ServiceAnswer<T>> {
  if (response.status >= 300 && response.status < 400) return unavailable('The address leads on to another one.')
  if (response.status !== 200) return unavailable(`The service answered ${response.status}.`)
  const bytes = await readLimited(response.body, MAX_ANSWER_BYTES)
  if (!bytes) return unavailable('The answer is larger than 64 KB.')
  const parsed = answer.safeParse(jsonOf(bytes))
  if (parsed.success) return { outcome: 'answered', value: parsed.data }
  const [issue] = parsed.error.issues
  const place = issue?.path.join('.') || 'the answer'
  return unavailable(`The answer is not as agreed: ${place}: ${issue?.message ?? 'not valid'}`)
}

/** Undefined for what is no JSON: no schema takes it. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
