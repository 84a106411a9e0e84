/** Hears how the stock of one variant changes, over one WebSocket at a time. Pages are complete without it. */
import type { LiveStock } from '#contract/inventory.ts'

const FIRST_RETRY_MS = 1000
const LAST_RETRY_MS = 60_000

interface LiveVariant {
  /** Hears another variant from now on, or none. */
  follow: (path: string | null) => void
}

export function listenToStock(hear: (stock: LiveStock) => void): LiveVariant {
  let path: string | null = null
  let socket: WebSocket | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const close = () => {
    clearTimeout(retry)
    const open = socket
    socket = null
    open?.close()
  }

  const open = () => {
    close()
    if (path === null) return
    const url = new URL(path, location.href)
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const mine = new WebSocket(url)
    socket = mine
    let latest = -1
    mine.addEventListener('message', ({ data }) => {
      const stock = readStock(data)
      // What was overtaken on its way is old news.
      if (socket !== mine || !stock || stock.version < latest) return
      latest = stock.version
      failures = 0
      hear(stock)
    })
    mine.addEventListener('close', () => {
      if (socket !== mine) return
      socket = null
      retry = setTimeout(open, retryAfterMs(failures++))
    })
  }

  // A page that waits in the browser's own cache holds no connection.
  window.addEventListener('pagehide', close)
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) open()
  })
  return {
    follow: (next) => {
      if (next === path) return
      path = next
      failures = 0
      open()
    },
  }
}

/** Twice as long after each failure, and not all browsers at the same moment. */
export function retryAfterMs(failures: number, random = Math.random()): number {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS)
  return wait / 2 + (wait / 2) * random
}

export function readStock(data: unknown): LiveStock | null {
  try {
    const stock: LiveStock = JSON.parse(String(data))
    return Number.isInteger(stock.available) && Number.isInteger(stock.version) ? stock : null
  } catch {
    return null
  }
}
