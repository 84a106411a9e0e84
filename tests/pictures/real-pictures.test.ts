/** Pictures as encoders write them are taken: those of sharp in every way it knows, and all of the demo stores. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { inspectImage } from '#api/media/inspect-image.ts'

const WIDTH = 301
const HEIGHT = 200
/** Noise, so that lossy and lossless encoders have something to do. */
const noise = (pages = 1): Sharp => {
  let seed = 42
  const bytes = Uint8Array.from({ length: WIDTH * HEIGHT * pages * 4 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed >> 16
  })
  return sharp(bytes, { raw: { width: WIDTH, height: HEIGHT * pages, channels: 4, pageHeight: HEIGHT } })
}
const animated = () => noise(3)

const WRITTEN: [string, () => Sharp, string][] = [
  ['JPEG', () => noise().jpeg(), 'jpg'],
  ['progressive JPEG', () => noise().jpeg({ progressive: true, quality: 100 }), 'jpg'],
  ['JPEG with Exif, colour profile and thumbnail', () => noise().jpeg().withMetadata({ orientation: 1 }), 'jpg'],
  ['grey JPEG', () => noise().grayscale().jpeg(), 'jpg'],
  ['PNG', () => noise().png(), 'png'],
  ['interlaced PNG', () => noise().png({ progressive: true }), 'png'],
  ['PNG with a palette', () => noise().png({ palette: true }), 'png'],
  ['PNG with metadata', () => noise().png().withMetadata(), 'png'],
  ['GIF', () => noise().gif(), 'gif'],
  ['animated GIF', () => animated().gif({ delay: [100, 100, 100] }), 'gif'],
  ['lossy WebP', () => noise().removeAlpha().webp(), 'webp'],
  ['lossy WebP with transparency', () => noise().webp(), 'webp'],
  ['lossless WebP', () => noise().webp({ lossless: true }), 'webp'],
  ['WebP with metadata', () => noise().webp().withMetadata(), 'webp'],
  ['animated WebP', () => animated().webp({ delay: [100, 100, 100] }), 'webp'],
  ['AVIF', () => noise().removeAlpha().avif({ effort: 0 }), 'avif'],
  ['AVIF with transparency', () => noise().avif({ effort: 0 }), 'avif'],
  ['lossless AVIF', () => noise().avif({ lossless: true, effort: 0 }), 'avif'],
  ['AVIF with metadata', () => noise().avif({ effort: 0 }).withMetadata(), 'avif'],
]

describe('a picture as an encoder writes it', () => {
  test.each(WRITTEN)('%s', async (_, make, extension) => {
    const bytes = await make().toBuffer()
    expect(inspectImage(bytes)).toMatchObject({ extension, width: WIDTH, height: HEIGHT })
  })

  test.each(WRITTEN)('%s is refused when it is cut off, at whichever byte', async (_, make) => {
    const bytes = await make().toBuffer()
    const step = Math.max(1, Math.floor(bytes.length / 500))
    for (let length = 0; length < bytes.length; length += length < 2_000 ? 7 : step) {
      expect(() => inspectImage(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toThrow()
    }
    expect(() => inspectImage(bytes.subarray(0, -1))).toThrow()
  })

  test.each(WRITTEN)('%s ends where it ends: what follows is no part of it', async (_, make, extension) => {
    const bytes = await make().toBuffer()
    for (const behind of [Buffer.from([7]), Buffer.from('<script>alert(1)</script>')]) {
      const inspect = () => inspectImage(Buffer.concat([bytes, behind]))
      // The head of a WebP and the boxes of an AVIF say how long the file is.
      if (['webp', 'avif'].includes(extension)) expect(inspect).toThrow()
      else expect(inspect()).toMatchObject({ extension, byteLength: bytes.length })
    }
  })
})

const DEMO = path.resolve(import.meta.dirname, '../../demo/images')

test('every picture of the demo stores', async () => {
  const files = readdirSync(DEMO, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.webp'))
  expect(files.length).toBeGreaterThan(50)
  for (const file of files) {
    const bytes = readFileSync(path.join(DEMO, file))
    const { width, height } = await sharp(bytes).metadata()
    expect(inspectImage(bytes), file).toMatchObject({ extension: 'webp', width, height })
  }
})
