/**
 * JPEG (ITU-T T.81 §B): every segment and scan up to the end of the image. Telephones append further whole images, such as a
 * gain map (CIPA DC-007); those count, and zeros between them do no harm. Whatever else follows, such as the film of a motion
 * photo, is no picture.
 *
 * Frames  An image has one frame header: of two, one decoder goes by the first and another by the last.
 * Scans   Each costs a decoder a pass over the whole picture. Encoders write about ten.
 */
import { isTurnedByExif } from './exif.ts'
import { areaOf, assertWhole, type Picture, type PictureFormat, type Size, turned } from './picture.ts'

const [SOI, EOI, SOS, APP1] = [0xd8, 0xd9, 0xda, 0xe1]
const SCANS_MAX = 100

export const jpeg: PictureFormat = {
  contentType: 'image/jpeg',
  extension: 'jpg',
  is: (view) => view.getUint16(0) === 0xffd8,
  read,
}

function read(view: DataView): Picture {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  const first = readImage(view, bytes, 0)
  let pixels = areaOf(first.size)
  let offset = first.end
  for (;;) {
    let start = offset
    while (bytes[start] === 0) start += 1
    if (bytes[start] !== 0xff || bytes[start + 1] !== SOI) break
    const next = readImage(view, bytes, start)
    pixels += areaOf(next.size)
    offset = next.end
  }
  return { ...first.size, pixels, end: offset, isAnimated: false }
}

function readImage(view: DataView, bytes: Uint8Array, start: number): { size: Size; end: number } {
  assertWhole(view.getUint8(start) === 0xff && view.getUint8(start + 1) === SOI, 'start')
  let size: Size | undefined
  let isOnSide = false
  let scans = 0
  let offset = start + 2
  for (;;) {
    assertWhole(view.getUint8(offset) === 0xff, 'marker')
    const marker = view.getUint8(offset + 1)
    if (marker === 0xff) {
      offset += 1 // a fill byte
      continue
    }
    if (marker === EOI) break
    const length = view.getUint16(offset + 2)
    assertWhole(length >= 2 && marker !== SOI && marker !== 0, 'segment')
    if (isFrameHeader(marker)) {
      assertWhole(size === undefined, 'second frame')
      size = { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) }
    }
    if (marker === APP1) isOnSide ||= isTurnedByExif(view, offset + 4, offset + 2 + length)
    offset += 2 + length
    if (marker === SOS) {
      scans += 1
      assertWhole(size !== undefined && scans <= SCANS_MAX, 'scan')
      offset = afterScan(bytes, offset)
    }
  }
  assertWhole(size !== undefined && scans > 0, 'no frame')
  return { size: isOnSide ? turned(size) : size, end: offset + 2 }
}

/** SOF0 to SOF15, without the three codes between them that mean something else (DHT, JPG, DAC). */
const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Where the next marker stands that is neither a stuffed zero nor a restart. */
function afterScan(bytes: Uint8Array, start: number): number {
  for (let offset = bytes.indexOf(0xff, start); offset >= 0; offset = bytes.indexOf(0xff, offset + 1)) {
    const next = bytes[offset + 1] ?? 0
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isData) return offset
  }
  throw new RangeError('The scan does not end')
}
