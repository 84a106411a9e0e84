/**
 * What a file is, by its own bytes: the type by its signature, the size in pixels by all of its parts. What the sender calls it
 * is never asked. SVG is not taken: it can carry scripts.
 *
 * Promises  Goes through the file from end to end and unpacks nothing, so a file that unpacks into gigabytes costs nothing
 *           here. Every loop moves forward at each turn and ends with the bytes. What passes is one whole picture of its type, with
 *           nothing cut off (`pictures/`); what is behind it is not stored.
 * Errors    ApiProblem `image_type_unsupported` without one of the five signatures, `image_damaged`,
 *           `image_animated` of an AVIF that moves, `image_too_many_pixels`, and `body_too_large`.
 */
import { ApiProblem } from '../http/problem.ts'
import { avif } from './formats/avif.ts'
import { gif } from './formats/gif.ts'
import { jpeg } from './formats/jpeg.ts'
import { Animated, Damaged, type Picture, type PictureFormat } from './formats/picture.ts'
import { png } from './formats/png.ts'
import { webp } from './formats/webp.ts'

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024
/** Of all frames together. */
export const MAX_IMAGE_PIXELS = 40_000_000

export interface ImageFacts {
  contentType: PictureFormat['contentType']
  extension: PictureFormat['extension']
  /** As it is shown: a photograph that is stored on its side is turned. */
  width: number
  height: number
  /** Of the picture: bytes behind it belong to nothing that is shown. */
  byteLength: number
  isAnimated: boolean
}

const FORMATS = [jpeg, png, webp, gif, avif]

export function inspectImage(bytes: Uint8Array): ImageFacts {
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw new ApiProblem('body_too_large')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = FORMATS.find(({ is }) => readWithin(() => is(view)))
  if (!format) throw new ApiProblem('image_type_unsupported')
  const { contentType, extension, read } = format
  const picture = readWithin(() => readStill(read, view))
  if (!picture || !isSize(picture)) throw new ApiProblem('image_damaged')
  const { width, height, pixels, end, isAnimated } = picture
  if (Math.max(pixels, width * height) > MAX_IMAGE_PIXELS) throw new ApiProblem('image_too_many_pixels')
  return { contentType, extension, width, height, byteLength: end, isAnimated }
}

/** An animation that is not taken is no damaged file: it is said what it is. */
function readStill(read: PictureFormat['read'], view: DataView): Picture {
  try {
    return read(view)
  } catch (error) {
    throw error instanceof Animated ? new ApiProblem('image_animated') : error
  }
}

const isSize = ({ width, height }: Picture): boolean => width > 0 && height > 0

/** What the bytes say, or null where they end before they have said so, or are no whole file. */
function readWithin<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError || error instanceof Damaged) return null
    throw error
  }
}
