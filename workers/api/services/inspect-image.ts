/**
 * What a file is, by its own bytes: the type by its signature, the size in pixels by its header. What the sender calls it
 * is never asked. SVG is not taken: it can carry scripts.
 *
 * Promises  Reads only the header, so a file that unpacks into gigabytes costs nothing here. Every loop moves forward at
 *           each turn and ends with the bytes.
 * Errors    ApiProblem `image_type_unsupported` for anything that is not a whole header of one of the five types,
 *           `image_too_many_pixels`, and `body_too_large`.
 * Sources   PNG (W3C, 2003) §11.2.2; GIF89a §18; JPEG (ITU-T T.81) §B.2, Exif 2.32 §4.6; WebP (RFC 9649) §2.5–2.7;
 *           AVIF 1.1 over ISO/IEC 23008-12 (`ispe`, `irot`).
 */
import { ApiProblem } from '../problem.ts'

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024
export const MAX_IMAGE_PIXELS = 40_000_000

export interface ImageFacts {
  contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/avif'
  extension: 'jpg' | 'png' | 'webp' | 'gif' | 'avif'
  /** As it is shown: a photograph that is stored on its side is turned. */
  width: number
  height: number
}

interface Size {
  width: number
  height: number
}

type Format = Pick<ImageFacts, 'contentType' | 'extension'> & { sizeOf: (view: DataView) => Size | null }

const FORMATS: Format[] = [
  { contentType: 'image/jpeg', extension: 'jpg', sizeOf: jpegSize },
  { contentType: 'image/png', extension: 'png', sizeOf: pngSize },
  { contentType: 'image/webp', extension: 'webp', sizeOf: webpSize },
  { contentType: 'image/gif', extension: 'gif', sizeOf: gifSize },
  { contentType: 'image/avif', extension: 'avif', sizeOf: avifSize },
]

export function inspectImage(bytes: Uint8Array): ImageFacts {
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw new ApiProblem('body_too_large')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const { contentType, extension, sizeOf } of FORMATS) {
    const size = readWithin(() => sizeOf(view))
    if (!size || size.width === 0 || size.height === 0) continue
    if (size.width * size.height > MAX_IMAGE_PIXELS) throw new ApiProblem('image_too_many_pixels')
    return { contentType, extension, width: size.width, height: size.height }
  }
  throw new ApiProblem('image_type_unsupported')
}

/** What a header says, or null where the bytes end before it has said so. */
function readWithin<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const ascii = (view: DataView, offset: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(offset + index)))

const turned = ({ width, height }: Size): Size => ({ width: height, height: width })

function pngSize(view: DataView): Size | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || ascii(view, 12, 4) !== 'IHDR') return null
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

function gifSize(view: DataView): Size | null {
  if (!/^GIF8[79]a$/.test(ascii(view, 0, 6))) return null
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function webpSize(view: DataView): Size | null {
  if (ascii(view, 0, 4) !== 'RIFF' || ascii(view, 8, 4) !== 'WEBP') return null
  const chunk = ascii(view, 12, 4)
  if (chunk === 'VP8X') return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
  if (chunk === 'VP8L' && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (chunk === 'VP8 ' && uint24(view, 23) === 0x2a019d) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  }
  return null
}

const uint24 = (view: DataView, offset: number) => view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)

/** Walks the segments to the frame header (SOF); an Exif segment on the way may say that the picture lies on its side. */
function jpegSize(view: DataView): Size | null {
  if (view.getUint16(0) !== 0xffd8) return null
  let onItsSide = false
  let offset = 2
  while (view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1)
    if (marker === 0xff) {
      offset += 1 // a fill byte
      continue
    }
    if (isFrameHeader(marker)) {
      const size = { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) }
      return onItsSide ? turned(size) : size
    }
    const length = view.getUint16(offset + 2)
    if (length < 2) return null
    // A camera's broken notes are no reason to refuse its picture.
    const exif = offset + 4
    if (marker === 0xe1) onItsSide ||= readWithin(() => isOnItsSide(view, exif)) ?? false
    offset += 2 + length
  }
  return null
}

/** SOF0 to SOF15, without the three codes between them that mean something else (DHT, JPG, DAC). */
const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Whether Exif orientation (tag 0x0112) is 5 to 8: turned by a quarter, mirrored or not. */
function isOnItsSide(view: DataView, offset: number): boolean {
  if (ascii(view, offset, 4) !== 'Exif') return false
  const tiff = offset + 6
  const little = ascii(view, tiff, 2) === 'II'
  const directory = tiff + view.getUint32(tiff + 4, little)
  const entries = view.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12
    if (view.getUint16(at, little) === 0x0112) return view.getUint16(at + 8, little) >= 5
  }
  return false
}

/** The largest size that any of its items declares: of a grid of tiles that is the whole, and a limit must see the most. */
function avifSize(view: DataView): Size | null {
  if (ascii(view, 4, 4) !== 'ftyp' || !isAvifBrand(view)) return null
  let largest: Size | null = null
  let isTurned = false
  for (const box of propertyBoxes(view)) {
    if (box.type === 'irot') isTurned = (view.getUint8(box.start) & 1) === 1
    if (box.type !== 'ispe') continue
    const size = { width: view.getUint32(box.start + 4), height: view.getUint32(box.start + 8) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest && isTurned ? turned(largest) : largest
}

function isAvifBrand(view: DataView): boolean {
  const end = view.getUint32(0)
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    // The four bytes after the major brand are its version.
    if (offset !== 12 && /^avi[fs]$/.test(ascii(view, offset, 4))) return true
  }
  return false
}

interface Box {
  type: string
  start: number
  end: number
}

/** The properties of an AVIF's items: meta (a full box: 4 bytes more) / iprp / ipco / *. */
function* propertyBoxes(view: DataView): Generator<Box> {
  const inside = (boxes: Iterable<Box>, type: string) => [...boxes].find((box) => box.type === type)
  const meta = inside(boxesIn(view, 0, view.byteLength), 'meta')
  const iprp = meta && inside(boxesIn(view, meta.start + 4, meta.end), 'iprp')
  const ipco = iprp && inside(boxesIn(view, iprp.start, iprp.end), 'ipco')
  if (ipco) yield* boxesIn(view, ipco.start, ipco.end)
}

function* boxesIn(view: DataView, start: number, end: number): Generator<Box> {
  let offset = start
  while (offset + 8 <= end) {
    const length = view.getUint32(offset)
    // 0: to the end of the file. 1 (a 64-bit length) is for media data of gigabytes: nothing after it matters here.
    const boxEnd = length === 0 ? end : offset + length
    if (length === 1 || boxEnd < offset + 8 || boxEnd > end) return
    yield { type: ascii(view, offset + 4, 4), start: offset + 8, end: boxEnd }
    offset = boxEnd
  }
}
