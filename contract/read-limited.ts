/**
 * Bodies are read within bounds of size and time. Whoever sends slowly holds the request open, so nothing that others wait
 * for is taken before the body has been read.
 */

/** How slowly a body may arrive, in milliseconds: the longest pause between two chunks, and from the first byte to the last. */
export interface Pace {
  idleMs: number
  totalMs: number
}

/** The body did not arrive at the pace that was asked for. */
export class BodyTimeout extends Error {
  constructor() {
    super('The body did not arrive in time')
    this.name = 'BodyTimeout'
  }
}

/** The chunks of a stream; throws BodyTimeout and cancels the stream when one is late. */
export async function* paced(
  stream: ReadableStream<Uint8Array>,
  { idleMs, totalMs }: Pace,
): AsyncGenerator<Uint8Array, void, undefined> {
  const endMs = Date.now() + totalMs
  const reader = stream.getReader()
  let isOver = false
  try {
    while (!isOver) {
      const { done, value } = await within(Math.min(idleMs, endMs - Date.now()), reader.read())
      isOver = done
      if (value) yield value
    }
  } finally {
    if (!isOver) void reader.cancel().catch(() => {}) // its sender may never hear of it
  }
}

/**
 * Reads a stream to its end, or gives up at the first byte too many (null): what is refused is never held in memory. Throws
 * BodyTimeout for one that is slower than `pace`; without one the caller's own deadline ends the stream.
 */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  pace?: Pace,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!stream) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of pace ? paced(stream, pace) : stream) {
    length += chunk.byteLength
    if (length > maxBytes) return null // leaving the loop cancels the stream
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new BodyTimeout()), Math.max(0, ms))
  try {
    return await Promise.race([work, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
