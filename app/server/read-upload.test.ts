import { describe, expect, test } from 'vitest'
import { thrownBy } from '../testing/visit.ts'
import { readUpload } from './read-upload.ts'

const MEGABYTE = 1024 * 1024
const PACE = { idleMs: 200, totalMs: 60_000 }
const whole = async (_: FormData, file: ReadableStream<Uint8Array>) => new Response(file).text()

async function bytesOf(form: FormData): Promise<{ bytes: Uint8Array; type: string }> {
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  return { bytes: new Uint8Array(await response.arrayBuffer()), type }
}

/** Posts a body in chunks of so many bytes. */
function posting(bytes: Uint8Array, type: string, chunk = bytes.length): Request {
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) controller.close()
      else controller.enqueue(bytes.slice(at, at + chunk))
      at += chunk
    },
  })
  const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': type } }
  return new Request('https://shop.example/x', init)
}

function formWith(file: BlobPart | null): FormData {
  const form = new FormData()
  form.set('form', 'import')
  form.set('note', 'Grüße')
  form.set('file', file === null ? new File([], '') : new File([file], 'products.csv', { type: 'text/csv' }))
  return form
}

describe('a form with a file', () => {
  // Line ends and dashes are what the parts of a form are told apart by.
  const FILE = 'Handle,Title\r\na,"one\r\n\r\n--two"\r\n-b,--\r\n\n\r\r\n'

  test.each([1, 2, 7, 64, 100_000])('is passed on as it was sent, with its fields, in chunks of %i', async (chunk) => {
    const { bytes, type } = await bytesOf(formWith(FILE))
    const { form, sent } = await readUpload(posting(bytes, type, chunk), 'request-1', { name: 'file', send: whole })
    expect(sent).toEqual({ answer: FILE })
    expect([...form]).toEqual([
      ['form', 'import'],
      ['note', 'Grüße'],
    ])
  })

  test('without a chosen file says so', async () => {
    const { bytes, type } = await bytesOf(formWith(null))
    const { form, sent } = await readUpload(posting(bytes, type), 'request-1', { name: 'file', send: whole })
    expect([sent, form.get('form')]).toEqual([null, 'import'])
  })

  test('is read to its end when it is refused before that, and tells why', async () => {
    const { bytes, type } = await bytesOf(formWith('x'.repeat(MEGABYTE)))
    const request = posting(bytes, type, 10_000)
    const refusing = async (_: FormData, file: ReadableStream<Uint8Array>) => {
      const reader = file.getReader()
      await reader.read()
      await reader.cancel()
      throw new Error('not this one')
    }
    await expect(readUpload(request, 'request-1', { name: 'file', send: refusing })).rejects.toThrow('not this one')
    expect(request.bodyUsed).toBe(true)
  })
})

describe('what is no form with a file', () => {
  const read = (request: Request) =>
    thrownBy(readUpload(request, 'request-1', { name: 'file', send: whole, pace: PACE }))
  const text = (words: string) => new TextEncoder().encode(words)
  const HEAD = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
  const EDGE = 'multipart/form-data; boundary=edge'

  test.each([
    ['another type', posting(text('a=1'), 'application/x-www-form-urlencoded')],
    ['nothing', new Request('https://shop.example/x', { method: 'POST' })],
    ['a torn field', posting(text('--edge\r\ncontent-disposition: form-data; name="a"\r\n\r\nb'), EDGE)],
    ['a torn file', posting(text(`${HEAD}a,b\r\n1,2`), EDGE)],
  ])('%s is a 400 page', async (_, request) => {
    expect(await read(request)).toEqual({ status: 400, code: 'bad_request' })
  })

  test('a field without end is a 413 page', async () => {
    const field = `--edge\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'x'.repeat(300 * 1024)}\r\n--edge--\r\n`
    expect(await read(posting(text(field), EDGE, 10_000))).toEqual({ status: 413, code: 'body_too_large' })
  })

  test('a sender who falls silent is a 408 page', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(text(`${HEAD}a,b\r\n`)),
    })
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': EDGE } }
    expect(await read(new Request('https://shop.example/x', init))).toEqual({ status: 408, code: 'request_timeout' })
  })
})
