/** A service that somebody else runs, as the tests let it answer: whatever the API fetches comes here. */
import { vi } from 'vitest'

export interface Asked {
  url: string
  init: RequestInit
  headers: Headers
  /** As it was sent. */
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it has asked for
  body: any
}

/** Answers every question with `answer`, until it is told otherwise; `asked` are the questions so far. */
export function runService(answer: (asked: Asked) => unknown) {
  const service = { asked: [] as Asked[], answer }
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init = {}) => {
    const text = String(init.body)
    const asked = { url: String(input), init, headers: new Headers(init.headers), text, body: JSON.parse(text) }
    service.asked.push(asked)
    const given = await service.answer(asked)
    return given instanceof Response ? given : Response.json(given)
  })
  return service
}

export const CARRIER_URL = 'https://rates.example/ask'

export const priced = (price_minor: number, more: object = {}) => ({
  code: 'express',
  name: 'Express',
  description: 'Tomorrow',
  price_minor,
  currency: 'USD',
  ...more,
})

/** What a service does to see whom a question is from (Standard Webhooks), written by the book and not with our code. */
export async function isSignedBy(secret: string, { headers, text }: Asked): Promise<boolean> {
  const key = Uint8Array.from(atob(secret.replace('whsec_', '')), (letter) => letter.charCodeAt(0))
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['verify'])
  const content = `${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.${text}`
  const signatures = (headers.get('webhook-signature') ?? '').split(' ')
  const verified = signatures.map((signature) => {
    const mac = Uint8Array.from(atob(signature.replace('v1,', '')), (letter) => letter.charCodeAt(0))
    return crypto.subtle.verify('HMAC', imported, mac, new TextEncoder().encode(content))
  })
  return (await Promise.all(verified)).includes(true)
}
