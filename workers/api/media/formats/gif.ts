/** GIF 87a and 89a: every block up to the trailer. */
import { areaOf, ascii, assertWhole, type Picture, type PictureFormat, type Size } from './picture.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b

export const gif: PictureFormat = {
  contentType: 'image/gif',
  extension: 'gif',
  is: (view) => ['GIF87a', 'GIF89a'].includes(ascii(view, 0, 6)),
  read,
}

function read(view: DataView): Picture {
  const screen = sizeAt(view, 6)
  const frames: Size[] = []
  let offset = 13 + colorTable(view.getUint8(10))
  for (let block = view.getUint8(offset); block !== TRAILER; block = view.getUint8(offset)) {
    assertWhole(block === EXTENSION || block === IMAGE, 'block')
    if (block === EXTENSION) {
      offset = afterSubBlocks(view, offset + 2)
      continue
    }
    const [left, top, frame] = [
      view.getUint16(offset + 1, true),
      view.getUint16(offset + 3, true),
      sizeAt(view, offset + 5),
    ]
    assertWhole(areaOf(frame) > 0, 'frame')
    frames.push({ width: left + frame.width, height: top + frame.height })
    const data = offset + 10 + colorTable(view.getUint8(offset + 9))
    assertWhole(view.getUint8(data) >= 1 && view.getUint8(data) <= 11, 'code size')
    offset = afterSubBlocks(view, data + 1)
  }
  assertWhole(frames.length > 0, 'no frame')
  return {
    ...screen,
    pixels: areaOf(largest([screen, ...frames])) * frames.length,
    end: offset + 1,
    isAnimated: frames.length > 1,
  }
}

const sizeAt = (view: DataView, offset: number): Size => ({
  width: view.getUint16(offset, true),
  height: view.getUint16(offset + 2, true),
})

/** Frames that reach out of the screen make it larger in some decoders. */
const largest = (sizes: Size[]): Size => ({
  width: Math.max(...sizes.map(({ width }) => width)),
  height: Math.max(...sizes.map(({ height }) => height)),
})

/** Bytes of the colour table that a packed field announces. */
const colorTable = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0)

function afterSubBlocks(view: DataView, start: number): number {
  let offset = start
  for (let length = view.getUint8(offset); length > 0; length = view.getUint8(offset)) offset += 1 + length
  return offset + 1
}
