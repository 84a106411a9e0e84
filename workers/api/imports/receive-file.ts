/**
 * A file on its way into R2, a part at a time: whatever its size, memory holds 8 MB of it.
 *
 * Encoding   Stored as UTF-8 without a byte order mark. A file that begins with the mark of UTF-16 is translated; anything
 *            else is taken to be UTF-8, and what is not is reported row by row when the file is read.
 * Limits     50 MB, or 10 MB of JSON, which is read whole. Counted as it comes in, so that a wrong Content-Length helps nobody.
 * Time       A sender who falls silent, or takes longer than the largest file takes at 0.7 Mbit/s, is given up: what R2 has of
 *            the file by then is dropped, and the key of the request is free again.
 * Errors     `import_format_unrecognised`, and `import_currency_…` where the prices may be in another currency, before anything is stored; `body_too_large` leaves nothing behind.
 */
import { MAX_IMPORT_BYTES } from '#contract/import.ts'
import { type Pace, paced } from '#contract/read-limited.ts'
import { ApiProblem } from '../http/problem.ts'
import { detectFormat, type Format, type Recognised } from './formats/detect-format.ts'
import { requireCurrency } from './formats/file-currency.ts'
import { whyUnrecognised } from './formats/why-unrecognised.ts'

export const MAX_JSON_BYTES = 10 * 1024 * 1024
const OTHER_FORMAT = 'The file is in another format than the request says.'
const HEAD_BYTES = 64 * 1024
const PACE: Pace = { idleMs: 15_000, totalMs: 600_000 }
/** R2 wants parts of one size, at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024

export interface Upload {
  bucket: R2Bucket
  key: string
  body: ReadableStream<Uint8Array>
  /** What the sender says it is, if anything. */
  format?: Format
  /** The store's currency, and the one in which the sender says the prices are, if any. */
  prices: { currency: string; said: string | undefined }
  pace?: Pace
}

export interface Received {
  recognised: Recognised
  /** SHA-256 of the bytes as they were sent, base64url. */
  digest: string
}

/** Stores the file and says what it is. */
export async function receiveFile({ bucket, key, body, format, prices, pace = PACE }: Upload): Promise<Received> {
  const sha256 = new crypto.DigestStream('SHA-256')
  const chunks = asUtf8(digested(limited(paced(body, pace), MAX_IMPORT_BYTES), sha256.getWriter()))
  const { head, isWhole } = await readHead(chunks)
  const recognised = detectFormat(head, isWhole, prices.currency)
  try {
    if (!recognised || (format && format !== recognised.format)) {
      const message = recognised ? OTHER_FORMAT : whyUnrecognised(head)
      throw new ApiProblem('import_format_unrecognised', [{ path: 'file', message }])
    }
    requireCurrency(recognised, { bytes: head, isWhole }, prices)
  } catch (error) {
    for await (const _ of chunks); // to its end: a sender who is cut off does not hear the answer
    throw error
  }
  const limit = recognised.format === 'shopify' ? MAX_IMPORT_BYTES : MAX_JSON_BYTES
  await store(bucket, key, chunks, head, limit)
  return { recognised, digest: Buffer.from(await sha256.digest).toString('base64url') }
}

type Chunks = AsyncGenerator<Uint8Array, void, undefined>

async function* limited(body: Chunks, limit: number): Chunks {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) throw new ApiProblem('body_too_large')
    yield chunk
  }
}

async function* digested(chunks: Chunks, writer: WritableStreamDefaultWriter<Uint8Array>): Chunks {
  for await (const chunk of chunks) {
    await writer.write(chunk)
    yield chunk
  }
  await writer.close()
}

/** The stream as UTF-8 without its byte order mark. */
async function* asUtf8(chunks: Chunks): Chunks {
  const first = await take(chunks, 3)
  const encoding = encodingOf(first)
  if (encoding === 'utf-8') {
    const isMarked = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf
    yield isMarked ? first.subarray(3) : first
    yield* chunks
    return
  }
  const decoder = new TextDecoder(encoding) // drops the mark
  const encoder = new TextEncoder()
  yield encoder.encode(decoder.decode(first, { stream: true }))
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }))
  yield encoder.encode(decoder.decode())
}

function encodingOf([a, b]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8'
}

/** At least so many bytes, unless the stream ends before. */
async function take(chunks: Chunks, length: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = []
  let size = 0
  while (size < length) {
    const { value, done } = await chunks.next()
    if (done) break
    taken.push(value)
    size += value.length
  }
  return joined(taken)
}

async function readHead(chunks: Chunks): Promise<{ head: Uint8Array; isWhole: boolean }> {
  const head = await take(chunks, HEAD_BYTES)
  return { head, isWhole: head.length < HEAD_BYTES }
}

async function store(bucket: R2Bucket, key: string, chunks: Chunks, head: Uint8Array, limit: number): Promise<void> {
  const parts = inParts(chunks, head, limit)
  const first = await parts.next()
  if (first.done) throw new Error('A recognised file is not empty')
  if (first.value.length < PART_BYTES) {
    await bucket.put(key, first.value)
    return
  }
  const upload = await bucket.createMultipartUpload(key)
  try {
    const uploaded = [await upload.uploadPart(1, first.value)]
    for await (const part of parts) uploaded.push(await upload.uploadPart(uploaded.length + 1, part))
    await upload.complete(uploaded)
  } catch (error) {
    await upload.abort()
    throw error
  }
}

/** The stream cut into parts of one size; the last may be smaller. */
async function* inParts(chunks: Chunks, head: Uint8Array, limit: number): Chunks {
  let waiting = [head]
  let size = head.length
  let total = head.length
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > limit) throw new ApiProblem('body_too_large')
    waiting.push(chunk)
    size += chunk.length
    if (size < PART_BYTES) continue
    const bytes = joined(waiting)
    for (let start = 0; start + PART_BYTES <= size; start += PART_BYTES) yield bytes.slice(start, start + PART_BYTES)
    waiting = [bytes.slice(size - (size % PART_BYTES))]
    size %= PART_BYTES
  }
  if (size > 0) yield joined(waiting)
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const [only] = chunks
  if (only && chunks.length === 1) return only
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
