import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import {
  anmf,
  apng,
  av1,
  avif,
  bytes,
  coded,
  gif,
  grid,
  jpeg,
  movie,
  png,
  pngChunk,
  riffChunk,
  text,
  u32,
  vp8,
  vp8l,
  vp8x,
  webp,
  withGainMap,
} from '#tests/workers/forged-images.ts'
import { SAMPLES, turnedJpeg, withBytes } from '#tests/workers/sample-images.ts'
import { ApiProblem } from '../http/problem.ts'
import { inspectImage, MAX_IMAGE_BYTES } from './inspect-image.ts'

/** Exif orientation 6, in a TIFF structure of one entry. */
const TURNED = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]

function codeOf(bytes: Uint8Array): ErrorCode | undefined {
  try {
    inspectImage(bytes)
  } catch (error) {
    if (error instanceof ApiProblem) return error.code
    throw error
  }
}

describe('a picture is what its bytes say', () => {
  test.each([
    ['JPEG', SAMPLES.jpeg, 'image/jpeg', 'jpg', 48, 32],
    ['PNG', SAMPLES.png, 'image/png', 'png', 400, 300],
    ['GIF', SAMPLES.gif, 'image/gif', 'gif', 48, 32],
    ['lossy WebP', SAMPLES.webpLossy, 'image/webp', 'webp', 48, 32],
    ['lossless WebP', SAMPLES.webpLossless, 'image/webp', 'webp', 48, 32],
    ['WebP with transparency', SAMPLES.webpExtended, 'image/webp', 'webp', 48, 32],
    ['AVIF', SAMPLES.avif, 'image/avif', 'avif', 48, 32],
  ])('%s', (_, bytes, contentType, extension, width, height) => {
    expect(inspectImage(bytes)).toEqual({
      contentType,
      extension,
      width,
      height,
      byteLength: bytes.length,
      isAnimated: false,
    })
  })

  test('a photograph that lies on its side is measured as it is shown', () => {
    expect(inspectImage(turnedJpeg())).toMatchObject({ width: 32, height: 48 })
  })

  test.each([
    ['WebP', webp(vp8x(48, 32), vp8(48, 32), riffChunk('EXIF', TURNED))],
    [
      'WebP with the header of JPEG',
      webp(vp8x(48, 32), vp8(48, 32), riffChunk('EXIF', bytes(text('Exif\0\0'), TURNED))),
    ],
    ['PNG', png(48, 32, [pngChunk('eXIf', TURNED), pngChunk('IDAT', [0])])],
  ])('so is a %s', (_, picture) => {
    expect(inspectImage(picture)).toMatchObject({ width: 32, height: 48 })
  })

  test('what moves is said to, and an AVIF that does is refused as that', () => {
    expect(inspectImage(apng(30, 20, 3)).isAnimated).toBe(true)
    const frames = Array.from({ length: 2 }, () => anmf(30, 20, vp8(30, 20)))
    expect(inspectImage(webp(vp8x(30, 20, 2), ...frames)).isAnimated).toBe(true)
    expect(inspectImage(gif(30, 20, Array(2).fill([30, 20]))).isAnimated).toBe(true)
    expect(codeOf(avif([30, 20], [coded(av1(30, 20))], [movie()]))).toBe('image_animated')
  })

  test('a photograph whose camera wrote nonsense beside it is still a photograph', () => {
    const directoryFarAway = withBytes(turnedJpeg(), 16, [0xff, 0xff, 0xff, 0x7f])
    expect(inspectImage(directoryFarAway)).toMatchObject({ width: 48, height: 32 })
  })

  test('a photograph with a gain map behind it is the photograph', () => {
    for (const padding of [0, 5]) expect(inspectImage(withGainMap(padding))).toMatchObject({ width: 48, height: 32 })
  })

  test.each([
    ['PNG', png(30, 20)],
    ['animated PNG', apng(30, 20, 3)],
    ['GIF', gif(30, 20, [[30, 20]])],
    [
      'animated GIF',
      gif(30, 20, [
        [30, 20],
        [10, 10],
      ]),
    ],
    ['JPEG', jpeg([[30, 20]])],
    ['progressive JPEG', jpeg([[30, 20]], 20)],
    ['lossy WebP', webp(vp8(30, 20))],
    ['lossless WebP', webp(vp8l(30, 20))],
    ['extended WebP', webp(vp8x(30, 20), vp8(30, 20))],
    ['animated WebP', webp(vp8x(30, 20, 2), riffChunk('ANIM', [0, 0, 0, 0, 0, 0]), anmf(30, 20, vp8(30, 20)))],
    ['AVIF', avif([30, 20], [coded(av1(30, 20))])],
    ['AVIF of tiles', avif([30, 20], [grid(1, 2, 30, 20), coded(av1(15, 20)), coded(av1(15, 20))])],
  ])('%s put together by hand', (_, picture) => {
    expect(inspectImage(picture)).toMatchObject({ width: 30, height: 20 })
  })
})

describe('what is not one of the five types is refused, whatever it calls itself', () => {
  test.each([
    ['nothing', text('')],
    ['HTML', text('<!doctype html><script>alert(1)</script>')],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG after an XML declaration', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['PDF', text('%PDF-1.7 and more')],
    ['the word GIF', text('GIF this is not')],
    [
      'HEIC, which few browsers show',
      withBytes(withBytes(SAMPLES.avif, 8, [...text('heic')]), 16, [...text('mif1mif1')]),
    ],
  ])('%s', (_, file) => {
    expect(codeOf(file)).toBe('image_type_unsupported')
  })
})

describe('a file that is not one whole picture is refused', () => {
  test.each([
    ['a PNG signature and then HTML', text('\u0089PNG\r\n\u001a\n<html><script>alert(1)</script>')],
    ['a PNG signature alone', SAMPLES.png.subarray(0, 8)],
    ['a PNG whose size was changed', withBytes(SAMPLES.png, 16, u32(8000))],
    ['a width of nothing', png(0, 20)],
    ['a PNG without data', png(30, 20, [])],
    ['a PNG with a second size', png(30, 20, [pngChunk('IHDR', [...u32(9000), ...u32(9000), 8, 2, 0, 0, 0])])],
    ['an animated PNG of fewer frames than it has', apng(30, 20, 3, 1)],
    ['a GIF without a frame', gif(30, 20, [])],
    ['a JPEG without a frame', jpeg([])],
    [
      'a JPEG with two frames',
      jpeg([
        [30, 20],
        [9000, 9000],
      ]),
    ],
    ['a JPEG without a scan', jpeg([[30, 20]], 0)],
    ['a JPEG of a thousand scans', jpeg([[30, 20]], 1000)],
    ['a JPEG whose segment has no length', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a WebP whose picture is larger than it says', webp(vp8x(30, 20), vp8(9000, 9000))],
    ['a WebP whose lossless picture is larger than it says', webp(vp8x(30, 20), vp8l(9000, 9000))],
    ['a WebP of two pictures', webp(vp8(30, 20), vp8(9000, 9000))],
    ['a WebP whose frame is larger than its canvas', webp(vp8x(30, 20, 2), anmf(9000, 9000, vp8(9000, 9000)))],
    ['a WebP whose frame holds a larger picture', webp(vp8x(30, 20, 2), anmf(30, 20, vp8(9000, 9000)))],
    ['an animated WebP that hides it', webp(vp8x(30, 20), vp8(30, 20), anmf(30, 20, vp8(30, 20)))],
    ['an AVIF of fewer tiles than it says', avif([30, 20], [grid(2, 2, 30, 20), coded(av1(15, 20))])],
  ])('%s', (_, picture) => {
    expect(codeOf(picture)).toBe('image_damaged')
  })

  test.each(Object.entries(SAMPLES))('%s cut off anywhere', (_, sample) => {
    for (let length = 0; length < sample.length; length += 1) {
      expect(codeOf(sample.subarray(0, length)), `${length} bytes`).toMatch(/^image_(damaged|type_unsupported)$/)
    }
  })

  test.each(['webpLossy', 'webpLossless', 'webpExtended', 'avif'] as const)('%s followed by anything', (name) => {
    for (const more of BEHIND) expect(codeOf(bytes(SAMPLES[name], more))).toBe('image_damaged')
  })
})

describe('what cameras and tools leave behind a picture is no part of it', () => {
  test.each(['jpeg', 'png', 'gif'] as const)('%s', (name) => {
    const sample = SAMPLES[name]
    for (const more of BEHIND) {
      expect(inspectImage(bytes(sample, more))).toMatchObject({ byteLength: sample.length })
    }
  })

  test('the film of a motion photo', () => {
    const film = bytes(u32(16), text('ftypmp42'), [0xff, 0xd8, 0xff], Array(100).fill(7))
    expect(inspectImage(bytes(withGainMap(), film))).toMatchObject({ byteLength: withGainMap().length })
  })
})

const BEHIND = [[1], text('<script>alert(1)</script>'), SAMPLES.webpLossy]

describe('limits', () => {
  test.each([
    ['a PNG of 30,000 × 30,000', png(30_000, 30_000)],
    ['a PNG whose product leaves 32 bits', png(0x7fffffff, 0x7fffffff)],
    ['a PNG of a hundred frames', apng(1000, 1000, 100)],
    ['a GIF of a hundred frames', gif(1000, 1000, Array(100).fill([1, 1]))],
    ['a GIF whose frame is larger than its screen', gif(30, 20, [[9000, 9000]])],
    ['a JPEG of 9,000 × 9,000', jpeg([[9000, 9000]])],
    ['a JPEG with a large one behind it', bytes(SAMPLES.jpeg, jpeg([[9000, 9000]]))],
    ['a WebP of 9,000 × 9,000', webp(vp8(9000, 9000))],
    ['a WebP of a hundred frames', webp(vp8x(1000, 1000, 2), ...Array(100).fill(anmf(2, 2, vp8(2, 2))))],
    ['an AVIF that says 30 × 20 and holds 9,000 × 9,000', avif([30, 20], [coded(av1(9000, 9000))])],
    ['an AVIF that says 9,000 × 9,000', avif([9000, 9000], [coded(av1(30, 20))])],
    ['an AVIF whose grid is large', avif([30, 20], [grid(1, 1, 9000, 9000), coded(av1(30, 20))])],
    ['an AVIF whose tiles are', avif([30, 20], [grid(1, 2, 30, 20), coded(av1(6000, 4000)), coded(av1(6000, 4000))])],
  ])('%s is refused before anything is unpacked', (_, picture) => {
    expect(codeOf(picture)).toBe('image_too_many_pixels')
  })

  test('40 megapixels pass, one row more does not', () => {
    expect(codeOf(png(8000, 5000))).toBeUndefined()
    expect(codeOf(png(8000, 5001))).toBe('image_too_many_pixels')
    expect(codeOf(apng(2000, 2000, 10))).toBeUndefined()
    expect(codeOf(apng(2000, 2000, 11))).toBe('image_too_many_pixels')
  })

  test('10 MB pass, one byte more does not', () => {
    const padded = (length: number) => {
      const empty = png(30, 20, [pngChunk('IDAT', [0]), pngChunk('tEXt')])
      return png(30, 20, [pngChunk('IDAT', [0]), pngChunk('tEXt', new Uint8Array(length - empty.length))])
    }
    expect(padded(MAX_IMAGE_BYTES)).toHaveLength(MAX_IMAGE_BYTES)
    expect(codeOf(padded(MAX_IMAGE_BYTES))).toBeUndefined()
    expect(codeOf(padded(MAX_IMAGE_BYTES + 1))).toBe('body_too_large')
  })
})
