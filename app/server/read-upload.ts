/**
 * A posted form with one file, which is passed on while it arrives: whatever its size, memory holds a few chunks of it. The
 * file is the last field of its form, so that everything else is known by then.
 *
 * Limits    What `readForm` allows for everything beside the file; the file's own size is judged by whoever is sent it. What
 *           comes after a refusal is read and dropped, up to what the platform takes at all: a sender who is cut off does not
 *           hear the answer.
 * Errors    What `send` throws; else pages: 408 for a sender who falls silent, 413 for one who does not end, 400 for no form.
 */
import { unstable_parseMultipartFormData as parseForm, type UploadHandlerPart } from '@remix-run/cloudflare'
import { BodyTimeout, type Pace, paced } from '#contract/read-limited.ts'
import { pageError } from './page-error.ts'
import { MAX_FORM_BYTES, MAX_FORM_FIELDS } from './read-form.ts'

const MAX_BODY_BYTES = 100 * 1024 * 1024
const PACE: Pace = { idleMs: 15_000, totalMs: 600_000 }

export interface Upload<T> {
  /** The field with the file. */
  name: string
  send: (form: FormData, file: ReadableStream<Uint8Array>) => Promise<T>
  pace?: Pace
}

export interface Uploaded<T> {
  form: FormData
  /** Null when no file was chosen. */
  sent: { answer: T } | null
}

class TooLarge extends Error {}

export async function readUpload<T>(
  request: Request,
  requestId: string,
  { name, send, pace = PACE }: Upload<T>,
): Promise<Uploaded<T>> {
  const { body, headers } = request
  if (!body) throw pageError(400, 'bad_request', requestId)
  const form = new FormData()
  let settled: Promise<T> | null = null
  let size = 0
  const handle = async (part: UploadHandlerPart): Promise<undefined> => {
    if (part.filename === undefined) {
      const bytes = await readField(part.data, MAX_FORM_BYTES - size)
      size += bytes.length
      form.append(part.name, new TextDecoder().decode(bytes))
      if ([...form.keys()].length > MAX_FORM_FIELDS) throw new TooLarge()
    } else if (part.name === name && part.filename !== '' && !settled) {
      const file = passOn(part.data)
      settled = send(form, file.stream)
      await settled.catch(() => {}) // told below, once the rest has been read
      await file.drop()
    }
  }
  const limited = passOn(limit(paced(body, pace))).stream
  try {
    await parseForm(new Request(request.url, { method: 'POST', headers, body: limited, ...HALF }), handle)
  } catch (error) {
    throw asPage(error, requestId)
  }
  return { form, sent: settled && { answer: await settled } }
}

/** As `fetch` wants it said of a body that is a stream; what is no browser does not know it. */
const HALF = { duplex: 'half' }

function asPage(error: unknown, requestId: string): Response {
  if (error instanceof BodyTimeout) return pageError(408, 'request_timeout', requestId)
  if (error instanceof TooLarge) return pageError(413, 'body_too_large', requestId)
  return pageError(400, 'bad_request', requestId)
}

async function* limit(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) throw new TooLarge()
    yield chunk
  }
}

async function readField(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const read: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > maxBytes) throw new TooLarge()
    read.push(chunk)
  }
  return new Uint8Array(await new Blob(read as BlobPart[]).arrayBuffer())
}

/** The chunks as a stream, and a way to read past those that nobody has asked for. One at a time: they come from one reader. */
function passOn(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]()
  let last: Promise<IteratorResult<Uint8Array>> = Promise.resolve({ done: false, value: new Uint8Array() })
  const next = () => {
    last = last.then((before) => (before.done ? before : iterator.next()))
    return last
  }
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const drop = async () => {
    for (let read = await next(); !read.done; read = await next());
  }
  return { stream, drop }
}
