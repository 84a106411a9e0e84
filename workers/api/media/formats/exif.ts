/**
 * Exif orientation (Exif 2.32 §4.6, tag 0x0112), wherever a file keeps it: JPEG in APP1, PNG in `eXIf`, WebP in `EXIF`. 5 to 8
 * mean that the picture is shown turned by a quarter, mirrored or not, so that its width is its height.
 */
import { ascii } from './picture.ts'

const ORIENTATION = 0x0112
const HEADER = 'Exif\0\0'

/** Of the data from `start` to `end`. A camera's broken notes are no reason to refuse its picture: they turn nothing. */
export function isTurnedByExif(view: DataView, start: number, end: number): boolean {
  try {
    const data = new DataView(view.buffer, view.byteOffset + start, end - start)
    const hasHeader = ascii(data, 0, HEADER.length) === HEADER
    return isTurned(data, hasHeader ? HEADER.length : 0)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A TIFF structure: its byte order, the number 42, then the place of the first directory. */
function isTurned(view: DataView, tiff: number): boolean {
  const order = ascii(view, tiff, 2)
  const little = order === 'II'
  if ((!little && order !== 'MM') || view.getUint16(tiff + 2, little) !== 42) return false
  const directory = tiff + view.getUint32(tiff + 4, little)
  const entries = view.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const orientation = view.getUint16(at + 8, little)
    return orientation >= 5 && orientation <= 8
  }
  return false
}
