import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { env } from '#tests/workers/fixtures.ts'
import { gif, riffChunk, vp8x, webp } from '#tests/workers/forged-images.ts'
import { answerOf, call, codeOf, form, pictureShop } from '#tests/workers/pictures.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { inspectImage } from './inspect-image.ts'

describe('a picture from upload to deletion', () => {
  test('is stored, shown, narrowed, not sent twice, and gone', async () => {
    const { merchant, path, upload } = await pictureShop()
    const posted = await upload(form([SAMPLES.png], { alt: 'A box', option_values: '["Sand", "Large"]' }))
    expect(posted.status).toBe(201)
    const [image] = (await answerOf(posted)).data
    expect(image).toMatchObject({ alt: 'A box', width: 400, height: 300, option_values: ['Sand', 'Large'] })
    expect(image?.color).toMatch(/^#[0-9a-f]{6}$/)
    const url = image?.url ?? ''
    expect(url).toMatch(/^\/media\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/[0-9a-f-]{36}\.png$/)

    const original = await call(url)
    expect(original.status).toBe(200)
    expect(new Uint8Array(await original.clone().arrayBuffer())).toEqual(SAMPLES.png)
    const narrow = await call(`${url}?w=160`)
    expect(inspectImage(await narrow.bytes())).toMatchObject({ contentType: 'image/webp', width: 160, height: 120 })

    const headers = { 'if-none-match': original.headers.get('etag') ?? '' }
    expect((await call(url, { headers })).status).toBe(304)
    for (const odd of ['abc', "'a'", '"a" "b"', 'W/"x']) {
      expect((await call(url, { headers: { 'if-none-match': odd } })).status).toBe(200)
    }
    const narrowHeaders = { 'if-none-match': narrow.headers.get('etag') ?? '' }
    expect((await call(`${url}?w=160`, { headers: narrowHeaders })).status).toBe(304)

    const deleted = await call(`${path}/${image?.id}`, { method: 'DELETE', headers: merchant })
    expect(deleted.status).toBe(200)
    expect(await codeOf(await call(url))).toBe('image_not_found')
    expect(await codeOf(await call(`${url}?w=160`))).toBe('image_not_found')
    expect((await call(`${path}/${image?.id}`, { method: 'DELETE', headers: merchant })).status).toBe(404)
  })
})

describe('serving', () => {
  async function served(bytes: Uint8Array<ArrayBuffer>) {
    const { upload } = await pictureShop()
    return (await answerOf(await upload(form([bytes])))).data[0]?.url ?? ''
  }

  test('for ever, as a picture and nothing else', async () => {
    const url = await served(SAMPLES.png)
    for (const [address, type] of [
      [url, 'image/png'],
      [`${url}?w=320`, 'image/webp'],
    ] as const) {
      const { headers } = await call(address)
      expect(headers.get('content-type')).toBe(type)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(headers.get('content-disposition')).toBe('inline')
      expect(headers.get('etag')).toMatch(/^"[\w-]+"$/)
      expect(headers.get('vary')).toBe('accept')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  test('a picture that is also a page is shown as a picture only', async () => {
    const script = new TextEncoder().encode('/*<html><script>alert(1)</script>*/=1;')
    const comment = [0x21, 0xfe, script.length, ...script, 0]
    const polyglot = new Uint8Array([...SAMPLES.gif.subarray(0, -1), ...comment, 0x3b])
    const response = await call(await served(polyglot))
    expect(response.headers.get('content-type')).toBe('image/gif')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('a narrower one has the width that was asked for, and never more than the original', async () => {
    const url = await served(SAMPLES.png)
    const widths = await Promise.all(
      [160, 320, 480, 1200].map(async (w) => inspectImage(await (await call(`${url}?w=${w}`)).bytes()).width),
    )
    expect(widths).toEqual([160, 320, 400, 400])
  })

  test.each([
    ['image/avif,image/webp,image/*,*/*;q=0.8', 'image/webp'],
    ['*/*', 'image/webp'],
    ['image/png', 'image/png'],
    ['image/webp;q=0, image/png', 'image/png'],
  ])('%s gets %s', async (accept, type) => {
    const url = await served(SAMPLES.png)
    for (const _ of ['made', 'kept']) {
      const response = await call(`${url}?w=160`, { headers: { accept } })
      expect(response.headers.get('content-type')).toBe(type)
      expect(inspectImage(await response.bytes())).toMatchObject({ contentType: type, width: 160 })
    }
  })

  test('an animation moves at any width', async () => {
    const moving = gif(30, 20, [
      [30, 20],
      [10, 10],
    ])
    const url = await served(moving)
    for (const address of [url, `${url}?w=160`, `${url}?w=160`]) {
      const response = await call(address)
      expect(response.headers.get('content-type')).toBe('image/gif')
      expect(await response.bytes()).toEqual(moving)
    }
  })

  test('a narrower one of a picture that lies on its side is as it is shown', async () => {
    const exif = riffChunk(
      'EXIF',
      [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0],
    )
    const url = await served(webp(vp8x(48, 32, 8), SAMPLES.webpLossy.subarray(12), exif))
    const narrow = inspectImage(await (await call(`${url}?w=160`)).bytes())
    expect([narrow.width, narrow.height]).toEqual([32, 48])
  })

  test('a narrower one is made once, then kept', async () => {
    const url = await served(SAMPLES.png)
    await call(`${url}?w=160`)
    const broken = {
      input: () => {
        throw new Error('made again')
      },
    } as unknown as ImagesBinding
    const kept = await call(`${url}?w=160`, {}, { ...env, IMAGES: broken })
    expect(inspectImage(await kept.bytes())).toMatchObject({ width: 160 })
  })

  test('the original stands in, briefly, when a narrower one cannot be made, and for good where none ever can', async () => {
    const url = await served(SAMPLES.png)
    const broken = {
      input: () => {
        throw new Error('out of order')
      },
    } as unknown as ImagesBinding
    const standIn = await call(`${url}?w=160`, {}, { ...env, IMAGES: broken })
    expect(standIn.headers.get('cache-control')).toBe('public, max-age=60')
    expect(await standIn.bytes()).toEqual(SAMPLES.png)
    const without = await call(`${url}?w=160`, {}, { ...env, IMAGES: undefined })
    expect(without.headers.get('cache-control')).toContain('immutable')
    expect(await without.bytes()).toEqual(SAMPLES.png)
    expect(inspectImage(await (await call(`${url}?w=160`)).bytes())).toMatchObject({ width: 160 })
  })

  test('HEAD says the same without the picture', async () => {
    const url = await served(SAMPLES.png)
    const head = await call(url, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('content-type')).toBe('image/png')
    expect(await head.bytes()).toHaveLength(0)
  })

  test.each(['0', '1', '161', '99999', '-160', '160.0', '0xa0', '', '160&w=161', 'abc'])(
    'no width but those of the contract: ?w=%s',
    async (w) => {
      const response = await call(`${await served(SAMPLES.png)}?w=${w}`)
      if (w === '160&w=161') expect(inspectImage(await response.bytes()).width).toBe(160)
      else expect([response.status, await codeOf(response)]).toEqual([422, 'validation_failed'])
    },
  )

  test('nothing in the bucket but pictures can be reached', async () => {
    const store = uuidv7()
    const product = uuidv7()
    const file = uuidv7()
    await env.MEDIA.put(`imports/${store}/${file}.csv`, 'secret')
    await env.MEDIA.put(`${store}/${product}/${file}.csv`, 'secret')
    for (const path of [
      `imports/${store}/${file}.csv`,
      `${store}/${product}/${file}.csv`,
      `${store}/${product}/${file}.html`,
      `${store}/${product}/${file}.png/..`,
      `${store}/..%2F${product}/${file}.png`,
      `${store}/${product}/..%2F..%2Fimports%2F${store}%2F${file}.csv`,
      `${store}/${product}/${file}.png`,
    ]) {
      const response = await call(`/media/${path}`)
      expect(response.status, path).toBe(404)
      expect(await response.text()).not.toContain('secret')
    }
  })
})
