/**
 * Open product pages that hear of a SKU's stock. The sockets hibernate: an object that only listens costs nothing. A
 * page hears at once how things stand, then of changes, no more often than every LIVE_INTERVAL_MS.
 */

/** What is shown of a SKU, all its shards together. A lower version is older. */
export interface ShownStock {
  available: number
  availability: string
  version: number
}

const MAX_SOCKETS = 2_000
/** From one network: nobody takes all of them. */
const MAX_SOCKETS_EACH = 100
/** Names the network, so that its sockets can be counted. */
export const LISTENER_HEADER = 'x-listener'
const LIVE_INTERVAL_MS = 250

export class LiveStockFeed {
  readonly #ctx: DurableObjectState
  readonly #variantId: () => string
  #shown: ShownStock | null = null
  #sentMs = 0
  #isWaiting = false

  constructor(ctx: DurableObjectState, variantId: () => string) {
    this.#ctx = ctx
    this.#variantId = variantId
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Answers a page that wants to listen. `read` says how things stand when nothing has been heard yet. */
  async open(request: Request, read: () => Promise<ShownStock>): Promise<Response> {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 })
    if (this.#ctx.getWebSockets().length >= MAX_SOCKETS) return new Response(null, { status: 503 })
    this.#shown ??= await read()
    const listener = request.headers.get(LISTENER_HEADER) ?? ''
    if (this.#ctx.getWebSockets(listener).length >= MAX_SOCKETS_EACH) return new Response(null, { status: 503 })
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server, [listener])
    server.send(this.#message(this.#shown))
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Passes on what is newer than what was heard before. */
  async hear(shown: ShownStock): Promise<void> {
    const last = this.#shown
    if (last && shown.version <= last.version) return
    this.#shown = shown
    const isSame = last?.available === shown.available && last.availability === shown.availability
    if (isSame || this.#isWaiting || this.#ctx.getWebSockets().length === 0) return
    const waitMs = this.#sentMs + LIVE_INTERVAL_MS - Date.now()
    if (waitMs > 0) {
      this.#isWaiting = true
      await scheduler.wait(waitMs)
      this.#isWaiting = false
    }
    this.#send()
  }

  #send(): void {
    if (!this.#shown) return
    this.#sentMs = Date.now()
    const message = this.#message(this.#shown)
    for (const socket of this.#ctx.getWebSockets()) {
      try {
        socket.send(message)
      } catch {
        socket.close(1011, 'unreachable')
      }
    }
  }

  #message({ available, availability, version }: ShownStock): string {
    return JSON.stringify({ variant_id: this.#variantId(), available, availability, version })
  }
}
