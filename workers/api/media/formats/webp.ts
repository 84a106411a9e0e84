/**
 * WebP (RFC 9649): the chunks of a RIFF file that is as long as it says. Lossy and lossless pictures carry a size of their own,
 * which decoders go by; it has to be that of the frame or of the canvas.
 */
import { isTurnedByExif } from './exif.ts'
import { areaOf, ascii, assertWhole, type Picture, type PictureFormat, type Size, turned, uint24 } from './picture.ts'

const ANIMATION = 0x02

export const webp: PictureFormat = {
  contentType: 'image/webp',
  extension: 'webp',
  is: (view) => ascii(view, 0, 4) === 'RIFF' && ascii(view, 8, 4) === 'WEBP',
  read,
}

interface Chunk {
  type: string
  start: number
  end: number
}

function read(view: DataView): Picture {
  assertWhole(view.getUint32(4, true) + 8 === view.byteLength, 'RIFF size')
  const chunks = [...chunksIn(view, 12, view.byteLength)]
  const [head] = chunks
  if (head?.type !== 'VP8X') {
    const size = imageIn(view, chunks)
    assertWhole(head?.type === 'VP8 ' || head?.type === 'VP8L', 'first chunk')
    return { ...size, pixels: areaOf(size), end: view.byteLength, isAnimated: false }
  }
  assertWhole(head.end - head.start === 10 && !chunks.slice(1).some(({ type }) => type === 'VP8X'), 'VP8X')
  const canvas = { width: uint24(view, head.start + 4) + 1, height: uint24(view, head.start + 7) + 1 }
  const frames = chunks.filter(({ type }) => type === 'ANMF')
  const isAnimated = (view.getUint8(head.start) & ANIMATION) !== 0
  assertWhole(isAnimated === frames.length > 0, 'animation')
  if (!isAnimated) assertSame(imageIn(view, chunks), canvas)
  else assertWhole(!chunks.some(isImage), 'picture beside frames')
  for (const frame of frames) checkFrame(view, frame, canvas)
  const exif = chunks.find(({ type }) => type === 'EXIF')
  const shown = exif && isTurnedByExif(view, exif.start, exif.end) ? turned(canvas) : canvas
  const pixels = areaOf(canvas) * Math.max(1, frames.length)
  return { ...shown, pixels, end: view.byteLength, isAnimated: frames.length > 1 }
}

function checkFrame(view: DataView, { start, end }: Chunk, canvas: Size): void {
  const [x, y] = [uint24(view, start) * 2, uint24(view, start + 3) * 2]
  const frame = { width: uint24(view, start + 6) + 1, height: uint24(view, start + 9) + 1 }
  assertWhole(x + frame.width <= canvas.width && y + frame.height <= canvas.height, 'frame')
  assertSame(imageIn(view, [...chunksIn(view, start + 16, end)]), frame)
}

function assertSame(image: Size, frame: Size): void {
  assertWhole(image.width === frame.width && image.height === frame.height, 'size')
}

/** To the end exactly; an odd chunk is followed by a byte that belongs to none. */
function* chunksIn(view: DataView, start: number, end: number): Generator<Chunk> {
  let offset = start
  while (offset < end) {
    const from = offset + 8
    const to = from + view.getUint32(offset + 4, true)
    offset = to + (to % 2)
    assertWhole(offset <= end, 'chunk')
    yield { type: ascii(view, from - 8, 4), start: from, end: to }
  }
}

const isImage = ({ type }: Chunk): boolean => type === 'VP8 ' || type === 'VP8L'

/** The size of the one picture among the chunks. */
function imageIn(view: DataView, chunks: Chunk[]): Size {
  const [image, ...more] = chunks.filter(isImage)
  assertWhole(image !== undefined && more.length === 0, 'one picture')
  return image.type === 'VP8L' ? losslessSize(view, image) : lossySize(view, image)
}

function losslessSize(view: DataView, { start, end }: Chunk): Size {
  const bits = view.getUint32(start + 1, true)
  assertWhole(end - start > 5 && view.getUint8(start) === 0x2f && bits >>> 29 === 0, 'VP8L')
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** A key frame of VP8 (RFC 6386 §9.1), whose first partition lies inside the chunk. */
function lossySize(view: DataView, { start, end }: Chunk): Size {
  const tag = uint24(view, start)
  assertWhole((tag & 1) === 0 && start + 10 + (tag >>> 5) <= end && uint24(view, start + 3) === 0x2a019d, 'VP8')
  return { width: view.getUint16(start + 6, true) & 0x3fff, height: view.getUint16(start + 8, true) & 0x3fff }
}
