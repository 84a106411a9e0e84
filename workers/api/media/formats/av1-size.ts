/**
 * The size of the frames in AV1 data, as its sequence header says (AV1 Bitstream & Decoding Process, §5.3 and §5.5): what a
 * decoder makes room for, whatever the container around it claims.
 */
import { assertWhole, type Size } from './picture.ts'

const SEQUENCE_HEADER = 1

/** Goes through every unit (OBU) of the data, which they fill exactly; one of them is the sequence header. */
export function av1Size(data: Uint8Array): Size {
  let size: Size | undefined
  let offset = 0
  while (offset < data.length) {
    const head = byteAt(data, offset)
    const type = (head >> 3) & 15
    let start = offset + (head & 4 ? 2 : 1)
    let length = data.length - start
    if (head & 2) {
      const leb = leb128(data, start)
      start += leb.bytes
      length = leb.value
    }
    offset = start + length
    assertWhole((head & 0x80) === 0 && offset <= data.length, 'unit')
    if (type !== SEQUENCE_HEADER) continue
    assertWhole(size === undefined, 'second sequence header')
    size = sequenceSize(new Bits(data.subarray(start, offset)))
  }
  assertWhole(size !== undefined, 'no sequence header')
  return size
}

function byteAt(data: Uint8Array, offset: number): number {
  const byte = data[offset]
  if (byte === undefined) throw new RangeError('The data ends too early')
  return byte
}

function leb128(data: Uint8Array, offset: number): { value: number; bytes: number } {
  let value = 0
  for (let index = 0; index < 8; index += 1) {
    const byte = byteAt(data, offset + index)
    value += (byte & 0x7f) * 2 ** (7 * index)
    if ((byte & 0x80) === 0) return { value, bytes: index + 1 }
  }
  throw new RangeError('The length of a unit does not end')
}

class Bits {
  #at = 0
  constructor(private readonly data: Uint8Array) {}

  /** An unsigned number of `count` bits, at most 32. */
  read(count: number): number {
    let value = 0
    for (let index = 0; index < count; index += 1, this.#at += 1) {
      value = value * 2 + ((byteAt(this.data, this.#at >> 3) >> (7 - (this.#at & 7))) & 1)
    }
    return value
  }

  flag(): boolean {
    return this.read(1) === 1
  }

  /** `uvlc()`: as many zeros as there are bits after the one. */
  skipVariable(): void {
    let zeros = 0
    while (!this.flag()) zeros += 1
    if (zeros < 32) this.read(zeros)
  }
}

function sequenceSize(bits: Bits): Size {
  bits.read(3 + 1) // profile, still_picture
  if (bits.flag())
    bits.read(5) // reduced_still_picture_header: a level and nothing more
  else skipOperatingPoints(bits)
  const widthBits = bits.read(4) + 1
  const heightBits = bits.read(4) + 1
  return { width: bits.read(widthBits) + 1, height: bits.read(heightBits) + 1 }
}

function skipOperatingPoints(bits: Bits): void {
  let delayBits = 0
  if (bits.flag()) {
    bits.read(32) // timing_info
    bits.read(32)
    if (bits.flag()) bits.skipVariable()
    if (bits.flag()) {
      delayBits = bits.read(5) + 1 // decoder_model_info
      bits.read(32)
      bits.read(5 + 5)
    }
  }
  const hasInitialDelay = bits.flag()
  for (let points = bits.read(5) + 1; points > 0; points -= 1) {
    bits.read(12)
    if (bits.read(5) > 7) bits.read(1)
    if (delayBits > 0 && bits.flag()) {
      bits.read(delayBits)
      bits.read(delayBits)
      bits.read(1)
    }
    if (hasInitialDelay && bits.flag()) bits.read(4)
  }
}
