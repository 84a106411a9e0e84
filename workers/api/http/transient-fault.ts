/** Faults that pass by themselves: the platform has more to do than it can, or has lost a connection. */

/** What D1 says of itself (developers.cloudflare.com/d1/observability/debug-d1), and objects that are asked too much. */
const SAID =
  /overloaded|too many requests|network connection lost|reset because its code was updated|caused object to be reset|transient issue on remote node/i
const D1_ERROR = 'D1_ERROR: '

/** Whether the same request may succeed in a moment. Objects say so in a property, the database only in words. */
export function isTransientFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { overloaded, retryable } = error as Error & { overloaded?: unknown; retryable?: unknown }
  return overloaded === true || retryable === true || saysSo(error.message) || isTransientFault(error.cause)
}

function saysSo(message: string): boolean {
  if (SAID.test(message)) return true
  const start = message.indexOf(D1_ERROR)
  return start >= 0 && message.slice(start).toLowerCase().includes('busy')
}
