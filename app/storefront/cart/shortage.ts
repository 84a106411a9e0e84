/** How a checkout that failed for want of goods tells the cart: in the address, so that the page works by itself. */
import type { ErrorCode, ErrorDetail } from '#contract/errors.ts'

const WORDS: Partial<Record<ErrorCode, string>> = {
  insufficient_stock: 'Some items just sold out. Nothing was charged.',
  hold_expired: 'Your reservation expired and the items sold out. Any payment is being refunded.',
  variant_unavailable: 'An item in your cart is no longer available. Nothing was charged.',
}

/** Details name lines as `lines.{id}`, with what is left of each. */
export function cartPathAfter(code: ErrorCode, details: readonly ErrorDetail[]): string {
  const query = new URLSearchParams({ after: code })
  for (const { path, available } of details) {
    const lineId = /^lines\.([0-9a-f-]{36})/.exec(path)?.[1]
    if (lineId) query.append('short', `${lineId}.${available ?? 0}`)
  }
  return `/cart?${query}`
}

interface Shortage {
  message: string
  /** What is left, by line. */
  leftByLine: Record<string, number>
}

/** Null where the address says nothing of the kind. */
export function readShortage(params: URLSearchParams): Shortage | null {
  const code = params.get('after') ?? ''
  const message = Object.hasOwn(WORDS, code) ? WORDS[code as ErrorCode] : undefined
  if (!message) return null
  const named = params.getAll('short').flatMap((text) => {
    const [, lineId, left] = /^([0-9a-f-]{36})\.(\d{1,9})$/.exec(text) ?? []
    return lineId ? [[lineId, Number(left)] as const] : []
  })
  return { message, leftByLine: Object.fromEntries(named) }
}
