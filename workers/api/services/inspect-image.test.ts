import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import { SAMPLES, turnedJpeg, withBytes } from '#tests/workers/sample-images.ts'
import { ApiProblem } from '../problem.ts'
import { inspectImage, MAX_IMAGE_BYTES } from './inspect-image.ts'

const text = (content: string) => new TextEncoder().encode(content)

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
    expect(inspectImage(bytes)).toEqual({ contentType, extension, width, height })
  })

  test('a photograph that lies on its side is measured as it is shown', () => {
    expect(inspectImage(turnedJpeg())).toMatchObject({ width: 32, height: 48 })
  })

  test('a photograph whose camera wrote nonsense beside it is still a photograph', () => {
    const directoryFarAway = withBytes(turnedJpeg(), 16, [0xff, 0xff, 0xff, 0x7f])
    expect(inspectImage(directoryFarAway)).toMatchObject({ width: 48, height: 32 })
  })
})

describe('what is not one of the five types is refused, whatever it calls itself', () => {
  test.each([
    ['nothing', text('')],
    ['HTML', text('<!doctype html><script>alert(1)</script>')],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG after an XML declaration', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['PDF', text('%PDF-1.7 and more')],
    ['a PNG signature and then HTML', text('\u0089PNG\r\n\u001a\n<html><script>alert(1)</script>')],
    ['a PNG signature alone', SAMPLES.png.subarray(0, 8)],
    ['the word GIF', text('GIF this is not')],
    [
      'HEIC, which few browsers show',
      withBytes(withBytes(SAMPLES.avif, 8, [...text('heic')]), 16, [...text('mif1mif1')]),
    ],
    ['a width of nothing', withBytes(SAMPLES.png, 16, [0, 0, 0, 0])],
    ['a JPEG without a frame', Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a JPEG whose segment has no length', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('%s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('image_type_unsupported')
  })

  test('a header cut off anywhere is refused and crashes nothing', () => {
    for (const [name, sample] of Object.entries(SAMPLES)) {
      const header = name === 'gif' ? 10 : 24
      for (let length = 0; length < header; length += 1) {
        expect(codeOf(sample.subarray(0, length))).toBe('image_type_unsupported')
      }
    }
  })
})

describe('limits', () => {
  const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

  test('a header that claims 30,000 × 30,000 is refused before anything is unpacked', () => {
    expect(codeOf(withBytes(SAMPLES.png, 16, [...u32(30_000), ...u32(30_000)]))).toBe('image_too_many_pixels')
  })

  test('40 megapixels pass, one row more does not', () => {
    expect(codeOf(withBytes(SAMPLES.png, 16, [...u32(8000), ...u32(5000)]))).toBeUndefined()
    expect(codeOf(withBytes(SAMPLES.png, 16, [...u32(8000), ...u32(5001)]))).toBe('image_too_many_pixels')
  })

  test('sizes whose product leaves 32 bits are still counted', () => {
    expect(codeOf(withBytes(SAMPLES.png, 16, [...u32(0xffffffff), ...u32(0xffffffff)]))).toBe('image_too_many_pixels')
  })

  test('10 MB pass, one byte more does not', () => {
    const padded = (length: number) => {
      const bytes = new Uint8Array(length)
      bytes.set(SAMPLES.png)
      return bytes
    }
    expect(codeOf(padded(MAX_IMAGE_BYTES))).toBeUndefined()
    expect(codeOf(padded(MAX_IMAGE_BYTES + 1))).toBe('body_too_large')
  })
})
