/** The boxes of an ISO base media file (ISO/IEC 14496-12), read strictly: they fill what they lie in, to the last byte. */
import { ascii, assertWhole } from './picture.ts'

export interface Box {
  type: string
  start: number
  end: number
}

export function boxesIn(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = []
  let offset = start
  while (offset < end) {
    const short = view.getUint32(offset)
    const head = short === 1 ? 16 : 8
    // 0: to the end. 1: the length takes 64 bits and comes after the type.
    const length = short === 0 ? end - offset : short === 1 ? Number(view.getBigUint64(offset + 8)) : short
    assertWhole(length >= head && offset + length <= end, 'box')
    boxes.push({ type: ascii(view, offset + 4, 4), start: offset + head, end: offset + length })
    offset += length
  }
  return boxes
}

/** The one box of a type. */
export function boxOf(boxes: Box[], type: string): Box | undefined {
  const [box, ...more] = boxes.filter((each) => each.type === type)
  assertWhole(more.length === 0, type)
  return box
}

export function theBox(boxes: Box[], type: string): Box {
  const box = boxOf(boxes, type)
  assertWhole(box !== undefined, type)
  return box
}

/** Reads numbers one after the other, never beyond the box. */
export class Cursor {
  #at: number
  readonly #end: number
  constructor(
    private readonly view: DataView,
    { start, end }: Box,
  ) {
    this.#at = start
    this.#end = end
  }

  /** Of 0, 1, 2, 4 or 8 bytes. */
  uint(bytes: number): number {
    const at = this.#at
    this.#at += bytes
    assertWhole(this.#at <= this.#end, 'end of box')
    if (bytes === 1) return this.view.getUint8(at)
    if (bytes === 2) return this.view.getUint16(at)
    if (bytes === 4) return this.view.getUint32(at)
    return bytes === 8 ? Number(this.view.getBigUint64(at)) : 0
  }

  /** Of a full box: its version; the flags are the other three bytes. */
  versionAndFlags(): { version: number; flags: number } {
    const word = this.uint(4)
    return { version: word >>> 24, flags: word & 0xffffff }
  }

  get rest(): Box {
    return { type: '', start: this.#at, end: this.#end }
  }
}
