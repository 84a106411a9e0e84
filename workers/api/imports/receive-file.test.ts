import { describe, expect, test } from 'vitest'
import { BodyTimeout } from '#contract/read-limited.ts'
import { env } from '#tests/workers/fixtures.ts'
import { bodyOf } from '#tests/workers/imports.ts'
import { receiveFile } from './receive-file.ts'

const CSV = 'Handle,Title,Variant Price\nmug,Müg,5\n'
const prices = { currency: 'USD', said: undefined }
const store = async (file: string | Uint8Array, key: string = crypto.randomUUID()) => {
  const { recognised: found } = await receiveFile({ bucket: env.MEDIA, key, body: bodyOf(file), prices })
  return { found, text: await (await env.MEDIA.get(key))?.text() }
}

/** `count` chunks made on demand, so that the test holds no large file either. */
function stream(head: string, chunk: Uint8Array, count: number): ReadableStream<Uint8Array> {
  let sent = -1
  return new ReadableStream({
    pull(controller) {
      if (sent++ < 0) controller.enqueue(new TextEncoder().encode(head))
      else if (sent <= count) controller.enqueue(chunk)
      else controller.close()
    },
  })
}

describe('a file on its way in', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode(CSV)],
    ['UTF-8 with its mark', new TextEncoder().encode(`\uFEFF${CSV}`)],
    ['UTF-16, little end first', new Uint8Array(Uint16Array.from(`\uFEFF${CSV}`, (char) => char.charCodeAt(0)).buffer)],
    [
      'UTF-16, big end first',
      Uint8Array.from([...`\uFEFF${CSV}`].flatMap((char) => [char.charCodeAt(0) >> 8, char.charCodeAt(0) & 255])),
    ],
  ])('in %s is stored as UTF-8', async (_, bytes) => {
    const { found, text } = await store(bytes)
    expect(found).toMatchObject({ format: 'shopify', position: 27, line: 2, delimiter: ',' })
    expect(text).toBe(CSV)
  })

  test('is told by its shape', async () => {
    const formatOf = async (file: string) => (await store(file)).found.format
    expect(await formatOf('[{"id":1,"title":"A","category":"b","price":1}]')).toBe('dummyjson')
    expect(await formatOf('{"products":[{"id":1,"title":"A","category":"b","price":1}],"total":1}')).toBe('dummyjson')
    expect(await formatOf(' {\n "format" : "tradewind-catalogue/1", "products": []}')).toBe('tradewind')
    expect(await formatOf('"Title","URL handle","Price"\n')).toBe('shopify')
  })

  test.each(['', ' ', 'hello', 'a,b,c\n1,2,3\n', 'Handle,Title\na,b\n', '{"a":1}', '[]', '<html>', '\0\0\0'])(
    'is refused when it is none of the formats: %j',
    async (file) => {
      const key = crypto.randomUUID()
      const body = file ? bodyOf(file) : stream('', new Uint8Array(), 0)
      await expect(receiveFile({ bucket: env.MEDIA, key, body, prices })).rejects.toMatchObject({
        code: 'import_format_unrecognised',
      })
      expect(await env.MEDIA.head(key)).toBeNull()
    },
  )

  test('is refused when it is another format than announced', async () => {
    const upload = { bucket: env.MEDIA, key: 'announced', body: bodyOf(CSV), format: 'dummyjson' as const, prices }
    await expect(receiveFile(upload)).rejects.toMatchObject({ code: 'import_format_unrecognised' })
  })

  test('may be larger than a part of R2, and arrives whole', async () => {
    const chunk = new TextEncoder().encode('a,b,1\n'.repeat(50_000))
    await receiveFile({ bucket: env.MEDIA, key: 'large', body: stream(CSV, chunk, 70), prices })
    const stored = await env.MEDIA.get('large')
    expect(stored?.size).toBe(new TextEncoder().encode(CSV).length + 70 * chunk.length)
    const text = (await stored?.text()) ?? ''
    expect(text.slice(CSV.length)).toBe('a,b,1\n'.repeat(50_000 * 70))
  })

  test.each([
    ['a line', 0],
    ['more than a part of R2', 40],
  ])(
    'is given up after %s when its sender falls silent, and leaves nothing',
    async (_, count) => {
      const chunk = new TextEncoder().encode('a,b,1\n'.repeat(50_000))
      const [key, sending] = [crypto.randomUUID(), stream(CSV, chunk, count).getReader()]
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { value } = await sending.read()
          if (value) controller.enqueue(value)
          else await new Promise(() => {})
        },
      })
      const pace = { idleMs: 500, totalMs: 60_000 }
      await expect(receiveFile({ bucket: env.MEDIA, key, body, prices, pace })).rejects.toBeInstanceOf(BodyTimeout)
      expect(await env.MEDIA.head(key)).toBeNull()
    },
    60_000,
  )

  test('is cut off at 50 MB, whatever its announced length, and leaves nothing', async () => {
    const chunk = new TextEncoder().encode('a,b,1\n'.repeat(100_000))
    const body = stream(CSV, chunk, 100)
    await expect(receiveFile({ bucket: env.MEDIA, key: 'huge', body, prices })).rejects.toMatchObject({
      code: 'body_too_large',
    })
    expect(await env.MEDIA.head('huge')).toBeNull()
  })

  test('is cut off at 10 MB when it is JSON', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(1024 * 1024))
    const body = stream('[{"title":"A","category":"b","price":1}]', chunk, 10)
    await expect(receiveFile({ bucket: env.MEDIA, key: 'json', body, prices })).rejects.toMatchObject({
      code: 'body_too_large',
    })
    expect(await env.MEDIA.head('json')).toBeNull()
  })
})
