/** PNG and APNG (W3C, third edition): every chunk with its checksum, from IHDR to IEND. */
import { crc32 } from 'node:zlib'
import { isTurnedByExif } from './exif.ts'
import { areaOf, ascii, assertWhole, type Picture, type PictureFormat, turned } from './picture.ts'

const CHECKSUM_BYTES = 4
const LENGTH_MAX = 2 ** 31 - 1

export const png: PictureFormat = {
  contentType: 'image/png',
  extension: 'png',
  is: (view) => view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a,
  read,
}

interface Chunk {
  type: string
  start: number
  length: number
}

function read(view: DataView): Picture {
  const chunks = [...chunksOf(view)]
  const [head] = chunks
  assertWhole(head?.type === 'IHDR' && head.length === 13, 'IHDR')
  const size = { width: view.getUint32(head.start), height: view.getUint32(head.start + 4) }
  const count = (type: string) => chunks.filter((chunk) => chunk.type === type).length
  assertWhole(count('IHDR') === 1 && count('IDAT') > 0, 'IDAT')
  const last = chunks.at(-1) ?? head
  const end = last.start + last.length + CHECKSUM_BYTES
  const exif = chunks.find(({ type }) => type === 'eXIf')
  const isOnSide = exif !== undefined && isTurnedByExif(view, exif.start, exif.start + exif.length)
  const pixels = areaOf(size) * framesOf(view, chunks, size)
  return { ...(isOnSide ? turned(size) : size), pixels, end, isAnimated: count('fcTL') > 1 }
}

function* chunksOf(view: DataView): Generator<Chunk> {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  let offset = 8
  for (let type = ''; type !== 'IEND'; ) {
    const length = view.getUint32(offset)
    assertWhole(length <= LENGTH_MAX, 'length')
    type = ascii(view, offset + 4, 4)
    const end = offset + 8 + length
    assertWhole(view.getUint32(end) === crc32(bytes.subarray(offset + 4, end)), 'checksum')
    assertWhole(type !== 'IEND' || length === 0, 'IEND')
    yield { type, start: offset + 8, length }
    offset = end + 4
  }
}

/** The picture itself, and those of an animation, each inside of it; the first of them may be the picture. */
function framesOf(view: DataView, chunks: Chunk[], { width, height }: { width: number; height: number }): number {
  const frames = chunks.filter(({ type }) => type === 'fcTL')
  for (const { start, length } of frames) {
    assertWhole(length === 26, 'fcTL')
    const [w, h, x, y] = [4, 8, 12, 16].map((at) => view.getUint32(start + at)) as [number, number, number, number]
    assertWhole(w > 0 && h > 0 && x + w <= width && y + h <= height, 'frame')
  }
  const animation = chunks.find(({ type }) => type === 'acTL')
  assertWhole((animation ? view.getUint32(animation.start) : 0) === frames.length, 'acTL')
  const isFirst =
    frames.length > 0 &&
    chunks.findIndex(({ type }) => type === 'fcTL') < chunks.findIndex(({ type }) => type === 'IDAT')
  return frames.length + (isFirst ? 0 : 1)
}
