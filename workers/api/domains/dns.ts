/**
 * TXT records, asked for over HTTPS, since a Worker has no DNS of its own: the JSON form that Cloudflare and Google speak
 * (`application/dns-json`, the questions of RFC 8484). A record is one or more quoted strings, which belong together
 * without a gap (RFC 1035, 3.3.14); Google leaves the quotes out.
 */
import * as z from 'zod'
import { readLimited } from '#contract/read-limited.ts'

export type TxtAnswer = { outcome: 'answered'; values: string[] } | { outcome: 'unavailable' }

export interface TxtResolver {
  /** Every TXT record of a name; none is an answer as well. */
  txt(name: string): Promise<TxtAnswer>
}

const TIMEOUT_MS = 5_000
/** A DNS message has at most 64 KB (RFC 1035, 4.2.2); as JSON it is a little longer. */
const MAX_ANSWER_BYTES = 128 * 1024
const TXT = 16
const NO_ERROR = 0
const NO_SUCH_NAME = 3

const DnsJson = z.object({
  Status: z.number().int(),
  Answer: z.array(z.object({ type: z.number().int(), data: z.string() })).optional(),
})

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const overNetwork: Fetch = (url, init) => fetch(url, init)

export function dohResolver(dohUrl: string, ask: Fetch = overNetwork, timeoutMs = TIMEOUT_MS): TxtResolver {
  return {
    async txt(name) {
      const url = new URL(dohUrl)
      url.searchParams.set('name', name)
      url.searchParams.set('type', 'TXT')
      try {
        const headers = { accept: 'application/dns-json' }
        const response = await ask(url.href, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
        if (!response.ok) throw new Error(`HTTP ${response.status}`)
        const body = await readLimited(response.body, MAX_ANSWER_BYTES)
        if (!body) throw new Error(`More than ${MAX_ANSWER_BYTES} bytes`)
        const { Status, Answer = [] } = DnsJson.parse(JSON.parse(new TextDecoder().decode(body)))
        if (Status === NO_SUCH_NAME) return { outcome: 'answered', values: [] }
        if (Status !== NO_ERROR) throw new Error(`DNS status ${Status}`)
        const values = Answer.filter(({ type }) => type === TXT).map(({ data }) => textOf(data))
        return { outcome: 'answered', values }
      } catch (error) {
        console.warn(JSON.stringify({ event: 'dns_unavailable', name, error: String(error) }))
        return { outcome: 'unavailable' }
      }
    },
  }
}

/** The closing quote may be missing: a pattern that insists on it looks for it again from every quote before. */
const QUOTED = /"((?:[^"\\]|\\.)*)"?/gs

/** `"one" "two"` → `onetwo`, with `\"` and `\065` as in a zone file (RFC 1035, 5.1). */
function textOf(data: string): string {
  if (!data.startsWith('"')) return data
  return Array.from(data.matchAll(QUOTED), ([, chunk = '']) =>
    chunk.replace(/\\(\d{3}|.)/g, (_, escaped: string) =>
      escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped,
    ),
  ).join('')
}
