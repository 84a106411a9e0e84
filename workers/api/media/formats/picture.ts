/** What the readers of picture files share. */

export interface Size {
  width: number
  height: number
}

export interface Picture extends Size {
  /** Of everything that has to be unpacked to show it: all frames of an animation, each as large as the whole. */
  pixels: number
  /** Where it ends, in bytes: what cameras and tools append behind it is none of it. */
  end: number
  /** More than one frame. */
  isAnimated: boolean
}

/**
 * A file of one type. `read` goes through it from the first byte to its end: throws Damaged, or RangeError where the bytes end
 * too early. What it unpacks to is what the parts say that a decoder goes by, never only the head of the file.
 */
export interface PictureFormat {
  contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/avif'
  extension: 'jpg' | 'png' | 'webp' | 'gif' | 'avif'
  /** By its signature. Throws RangeError for a file that is shorter. */
  is: (view: DataView) => boolean
  read: (view: DataView) => Picture
}

/** Not a whole file of its type: cut off, or at odds with itself. */
export class Damaged extends Error {}

/** An animation of a type of which only still pictures are taken. */
export class Animated extends Error {}

export function assertWhole(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Damaged(what)
}

export const areaOf = ({ width, height }: Size): number => width * height
export const turned = ({ width, height }: Size): Size => ({ width: height, height: width })

export const ascii = (view: DataView, offset: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(offset + index)))

export const uint24 = (view: DataView, offset: number): number =>
  view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)
