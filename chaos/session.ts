/** A platform of its own with one shop, for one part of a chaos run; and what is judged when the part is over. */
import { newState, type RunningPlatform, removeState, startPlatform } from '../tests/e2e/platform.ts'
import { readBooks } from './books.ts'
import { check } from './check.ts'
import { History } from './history.ts'
import { limitsOf, openShop, type Shop, shelvesOf } from './shop.ts'

export interface Session {
  shop: Shop
  /** Pieces of each SKU. */
  stock: number
  history: History
  origin: () => string
  /** Kills the process group and starts the platform again on the same port and data. */
  restart: () => Promise<void>
  /** Waits until a checkout stops at the point; false when none does. */
  halted: (point: string) => Promise<boolean>
  /** What the platform has printed. */
  output: () => string
  /** Stops it; its data stays. */
  end: () => Promise<{ state: string }>
}

export async function begin(stock: number, variables: Record<string, string> = {}): Promise<Session> {
  const state = newState()
  let platform: RunningPlatform = await startPlatform({ state, seed: false })
  const { port, url } = platform
  const shop = await openShop(url, 'chaos', stock)
  if (Object.keys(variables).length > 0) {
    await platform.stop()
    platform = await startPlatform({ state, port, seed: false, variables })
  }
  return {
    shop,
    stock,
    history: new History(),
    origin: () => url,
    output: () => platform.output(),
    async restart() {
      await platform.kill()
      platform = await startPlatform({ state, port, seed: false })
    },
    halted: (point) =>
      platform.printed(`"point":"${point}"`, 30_000).then(
        () => true,
        () => false,
      ),
    async end() {
      await platform.stop()
      return { state }
    },
  }
}

export interface Verdict {
  orders: number
  faults: string[]
  /** One line about it all. */
  summary: string
}

/** Waits for messages and holds to settle, stops the platform and checks. */
export async function judge(session: Session): Promise<Verdict> {
  const { shop, stock, history, origin } = session
  const untilMs = Date.now() + 150_000
  let shelves = await shelvesOf(origin(), shop, stock)
  const isSettled = () => shelves.every(({ audit }) => audit.held === 0 && audit.in_transit === 0 && audit.projected)
  while (!isSettled() && Date.now() < untilMs) {
    await pause(1_000)
    shelves = await shelvesOf(origin(), shop, stock)
  }
  const unmailed = await mailsAreSent(session, untilMs)
  const limits = await limitsOf(origin(), shop)
  const { state } = await session.end()
  const books = readBooks(state, shop.storeId)
  removeState(state)
  const faults = [...unmailed, ...check(history, books, shelves, limits)]
  const sold = shelves.map(({ audit }) => audit.sold)
  const unknown = history.attempts.filter(({ told }) => told.outcome === 'unknown').length
  const waited = history.answers.filter(({ status }) => status === 503 || status === 429).length
  const summary =
    `${history.wishes.size} buyers, ${books.orders.length} orders, sold ${sold.join('/')} of ${stock}, ` +
    `${history.answers.length} answers, ${unknown} attempts without an answer, ${waited} times told to wait`
  return { orders: books.orders.length, faults, summary }
}

/** The sweep sends what a kill left behind, a minute later at most. Says so if somebody's mail has not left by then. */
async function mailsAreSent({ origin, shop, history }: Session, untilMs: number): Promise<string[]> {
  const waiting = new Set(history.attempts.flatMap(({ buyer, told }) => (told.outcome === 'completed' ? [buyer] : [])))
  while (waiting.size > 0 && Date.now() < untilMs) {
    for (const email of [...waiting]) if (await isMailed(origin(), email)) waiting.delete(email)
    if (waiting.size > 0) await pause(1_000)
  }
  return waiting.size > 0 ? [`${waiting.size} buyers of ${shop.storeId} have no mail`] : []
}

/** Whether all messages have left. One that is `sending` is there, but the platform must not be stopped before it is marked. */
async function isMailed(origin: string, email: string): Promise<boolean> {
  const response = await fetch(`${origin}/api/v1/dev/mailbox?recipient=${encodeURIComponent(email)}`)
  const { data } = (await response.json()) as { data: { items: { status: string }[] } }
  return data.items.length > 0 && data.items.every(({ status }) => status === 'sent')
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
