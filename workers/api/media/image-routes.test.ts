import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { env } from '#tests/workers/fixtures.ts'
import { png } from '#tests/workers/forged-images.ts'
import { answerOf, call, codeOf, form, pictureShop } from '#tests/workers/pictures.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'

describe('uploading', () => {
  test('takes several pictures at once, in their order', async () => {
    const { upload, stored } = await pictureShop()
    const { data } = await answerOf(
      await upload(form([SAMPLES.jpeg, SAMPLES.webpLossy, SAMPLES.avif], { alt: 'Views' })),
    )
    expect(data.map(({ url }) => url?.split('.').at(-1))).toEqual(['jpg', 'webp', 'avif'])
    expect(await stored()).toHaveLength(3)
  })

  test('takes one picture as the body, its words in the query', async () => {
    const { path, upload } = await pictureShop()
    const posted = await upload(
      SAMPLES.jpeg,
      { 'content-type': 'image/jpeg' },
      `${path}?alt=A%20mug&option_values=["Sand"]`,
    )
    expect(posted.status).toBe(201)
    expect((await answerOf(posted)).data).toMatchObject([
      { alt: 'A mug', option_values: ['Sand'], width: 48, height: 32 },
    ])
  })

  test('believes the bytes, not the declared type', async () => {
    const { upload } = await pictureShop()
    const { data } = await answerOf(await upload(SAMPLES.gif, { 'content-type': 'image/png' }))
    expect(data[0]?.url).toMatch(/\.gif$/)
  })

  const html = Uint8Array.from(new TextEncoder().encode('<html><script>alert(document.domain)</script></html>'))
  const bomb = png(30_000, 30_000)
  const cutOff = SAMPLES.jpeg.subarray(0, -20)

  test.each([
    ['HTML that calls itself a PNG', html, { 'content-type': 'image/png' }, 415, 'image_type_unsupported'],
    [
      'an SVG',
      new TextEncoder().encode('<svg xmlns="x"/>'),
      { 'content-type': 'image/svg+xml' },
      415,
      'image_type_unsupported',
    ],
    ['a picture that is cut off', cutOff, { 'content-type': 'image/jpeg' }, 422, 'image_damaged'],
    ['too many pixels', bomb, { 'content-type': 'image/png' }, 422, 'image_too_many_pixels'],
    ['too many bytes', new Uint8Array(10 * 1024 * 1024 + 1), { 'content-type': 'image/png' }, 413, 'body_too_large'],
    ['JSON', new TextEncoder().encode('{}'), { 'content-type': 'application/json' }, 415, 'unsupported_media_type'],
    ['no type', html, {}, 415, 'unsupported_media_type'],
    ['a form without a boundary', html, { 'content-type': 'multipart/form-data' }, 422, 'validation_failed'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const { upload, stored } = await pictureShop()
    const answer = await upload(body, headers)
    expect([answer.status, await codeOf(answer)]).toEqual([status, code])
    expect(await stored()).toEqual([])
  })

  test.each([
    ['no file', [], {}, 'file'],
    ['eleven files', Array.from({ length: 11 }, () => SAMPLES.gif), {}, 'file'],
    ['option values that are no JSON', [SAMPLES.gif], { option_values: 'Sand' }, 'option_values'],
    ['option values that are no array of words', [SAMPLES.gif], { option_values: '[1]' }, 'option_values'],
    ['an endless description', [SAMPLES.gif], { alt: 'x'.repeat(501) }, 'alt'],
  ])('refuses a form with %s, and says where', async (_, files, fields, path) => {
    const { upload, stored } = await pictureShop()
    const answer = await answerOf(await upload(form(files, fields as Record<string, string>)))
    expect(answer.error).toMatchObject({ code: 'validation_failed', details: [{ path }] })
    expect(await stored()).toEqual([])
  })

  test('does not read a form of more than 25 MB', async () => {
    const { path, merchant } = await pictureShop()
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    const headers = { ...merchant, 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await call(path, { method: 'POST', body: endless, headers, duplex: 'half' } as RequestInit)
    expect([answer.status, await codeOf(answer)]).toEqual([413, 'body_too_large'])
    expect(sent).toBeLessThan(30 * 1024 * 1024)
  })

  test('adds all pictures of a form or none', async () => {
    const { upload, stored } = await pictureShop()
    const answer = await upload(form([SAMPLES.png, SAMPLES.jpeg, html]))
    expect(await codeOf(answer)).toBe('image_type_unsupported')
    expect(await stored()).toEqual([])
  })

  test('takes back the first pictures of a form when a later one cannot be stored', async () => {
    const { db, path, stored, merchant } = await pictureShop()
    let puts = 0
    const failingMedia = new Proxy(env.MEDIA, {
      get(target, property) {
        if (property === 'put') puts += 1
        if (property === 'put' && puts === 3) throw new Error('The bucket is out of order')
        return Reflect.get(target, property).bind(target)
      },
    })
    const init = { method: 'POST', body: form([SAMPLES.png, SAMPLES.jpeg, SAMPLES.gif]), headers: merchant }
    expect((await call(path, init, { ...env, MEDIA: failingMedia })).status).toBe(500)
    expect(puts).toBe(3)
    expect(await stored()).toEqual([])
    expect(await db.drizzle.$count(t.productImages, db.owned(t.productImages))).toBe(0)
  })

  test('lets no field decide what the server decides', async () => {
    const { storeId, productId, upload } = await pictureShop()
    const other = await pictureShop()
    const fields = {
      id: uuidv7(),
      store_id: other.storeId,
      product_id: other.productId,
      r2_key: 'somewhere/else',
      status: 'pending',
      position: '-5',
      content_type: 'text/html',
      color: 'url(x)',
      __proto__: 'x',
    }
    const { data } = await answerOf(await upload(form([SAMPLES.png], fields)))
    expect(data[0]?.id).not.toBe(fields.id)
    expect(data[0]?.url).toBe(`/media/${storeId}/${productId}/${data[0]?.id}.png`)
    expect(data[0]?.color).toMatch(/^#/)
    expect(await other.stored()).toEqual([])
  })
})

describe('who may not', () => {
  test('no token, a wrong token: 401, and the body is not read', async () => {
    const { path } = await pictureShop()
    const strangers: Record<string, string>[] = [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic eDp5' }]
    for (const headers of strangers) {
      const init = { body: SAMPLES.png, headers: { ...headers, 'content-type': 'image/png' } }
      expect((await call(path, { method: 'POST', ...init })).status).toBe(401)
      expect((await call(`${path}/${uuidv7()}`, { method: 'DELETE', headers })).status).toBe(401)
    }
  })

  test('another store’s product is no product, to add to or to delete from', async () => {
    const mine = await pictureShop()
    const theirs = await pictureShop()
    const { merchant } = mine
    const [image] = (await answerOf(await theirs.upload(form([SAMPLES.png])))).data
    const path = `/api/v1/stores/${mine.storeId}/products/${theirs.productId}/images`
    expect(await codeOf(await mine.upload(form([SAMPLES.png]), {}, path))).toBe('product_not_found')
    const deletion = await call(`${path}/${image?.id}`, { method: 'DELETE', headers: merchant })
    expect(await codeOf(deletion)).toBe('product_not_found')
    const byMyProduct = await call(`${mine.path}/${image?.id}`, { method: 'DELETE', headers: merchant })
    expect(await codeOf(byMyProduct)).toBe('image_not_found')
    expect(await theirs.stored()).toHaveLength(1)
    expect(await mine.stored()).toEqual([])
  })
})
