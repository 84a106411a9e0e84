/** Pictures put together byte by byte, as a forger would: each says one size where people look, and unpacks to another. */
import { crc32 } from 'node:zlib'
import { SAMPLES } from './sample-images.ts'

type Bytes = Uint8Array<ArrayBuffer>

export function bytes(...parts: (number | ArrayLike<number>)[]): Bytes {
  const pieces = parts.map((part) => (typeof part === 'number' ? [part] : part))
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    joined.set(piece, offset)
    offset += piece.length
  }
  return joined
}
export const text = (content: string): Bytes => Uint8Array.from(content, (letter) => letter.charCodeAt(0))
export const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255]
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)]
const le16 = (value: number) => u16(value).reverse()
const le24 = (value: number) => [value & 255, (value >>> 8) & 255, value >>> 16]
const le32 = (value: number) => u32(value).reverse()

// --- PNG ---------------------------------------------------------------------------------------------------------------

export function pngChunk(type: string, data: ArrayLike<number> = []): Bytes {
  const body = bytes(text(type), data)
  return bytes(u32(data.length), body, u32(crc32(body)))
}
const ihdr = (width: number, height: number) => pngChunk('IHDR', [...u32(width), ...u32(height), 8, 2, 0, 0, 0])
export const png = (width: number, height: number, chunks: Bytes[] = [pngChunk('IDAT', [0])]): Bytes =>
  bytes([0x89], text('PNG\r\n\u001a\n'), ihdr(width, height), ...chunks, pngChunk('IEND'))
export const apng = (width: number, height: number, frames: number, announced = frames): Bytes =>
  png(width, height, [
    pngChunk('acTL', [...u32(announced), ...u32(0)]),
    ...Array.from({ length: frames }, (_, index) => [
      pngChunk('fcTL', [...u32(index), ...u32(width), ...u32(height), ...Array(14).fill(0)]),
      index === 0 ? pngChunk('IDAT', [0]) : pngChunk('fdAT', [...u32(index), 0]),
    ]).flat(),
  ])

// --- GIF ---------------------------------------------------------------------------------------------------------------

const gifFrame = (width: number, height: number) =>
  bytes(0x2c, le16(0), le16(0), le16(width), le16(height), 0, 2, 1, 0, 0)
export const gif = (width: number, height: number, frames: [width: number, height: number][]): Bytes =>
  bytes(text('GIF89a'), le16(width), le16(height), [0, 0, 0], ...frames.map(([w, h]) => gifFrame(w, h)), 0x3b)

// --- JPEG --------------------------------------------------------------------------------------------------------------

const segment = (marker: number, data: ArrayLike<number>) => bytes(0xff, marker, u16(data.length + 2), data)
const sof = (width: number, height: number) => segment(0xc0, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0])
const scan = () => bytes(segment(0xda, [1, 1, 0, 0, 63, 0]), [1, 2, 0xff, 0, 3])
export const jpeg = (frames: [width: number, height: number][], scans = 1): Bytes =>
  bytes(0xff, 0xd8, ...frames.map(([w, h]) => sof(w, h)), ...Array.from({ length: scans }, scan), 0xff, 0xd9)

// --- WebP --------------------------------------------------------------------------------------------------------------

export const riffChunk = (type: string, data: ArrayLike<number>): Bytes =>
  bytes(text(type), le32(data.length), data, Array(data.length % 2).fill(0))
export function webp(...chunks: Bytes[]): Bytes {
  const body = bytes(text('WEBP'), ...chunks)
  return bytes(text('RIFF'), le32(body.length), body)
}
export const vp8 = (width: number, height: number): Bytes =>
  riffChunk('VP8 ', [0x10, 0, 0, 0x9d, 0x01, 0x2a, ...le16(width), ...le16(height), 0, 0])
export const vp8l = (width: number, height: number): Bytes =>
  riffChunk('VP8L', [0x2f, ...le32((width - 1) | ((height - 1) << 14)), 0])
export const vp8x = (width: number, height: number, flags = 0): Bytes =>
  riffChunk('VP8X', [flags, 0, 0, 0, ...le24(width - 1), ...le24(height - 1)])
export const anmf = (width: number, height: number, image: Bytes): Bytes =>
  riffChunk('ANMF', bytes(le24(0), le24(0), le24(width - 1), le24(height - 1), le24(100), 0, image))

// --- AVIF --------------------------------------------------------------------------------------------------------------

const box = (type: string, ...content: ArrayLike<number>[]) => {
  const body = bytes(...content)
  return bytes(u32(body.length + 8), text(type), body)
}
const fullBox = (type: string, version: number, ...content: ArrayLike<number>[]) =>
  box(type, [version, 0, 0, 0], ...content)

/** A sequence header of a still picture, and nothing after it: sizes are 16 bits each. */
export function av1(width: number, height: number): Bytes {
  const bits = ['000', '1', '1', '00000', '1111', '1111', (width - 1).toString(2).padStart(16, '0')]
  const text = [...bits, (height - 1).toString(2).padStart(16, '0')].join('').padEnd(56, '1')
  const payload = Array.from({ length: 7 }, (_, index) => Number.parseInt(text.slice(index * 8, index * 8 + 8), 2))
  return bytes(0x12, 0, 0x0a, payload.length, payload)
}

interface AvifItem {
  type: 'av01' | 'grid'
  data: Bytes
}
export const grid = (rows: number, columns: number, width: number, height: number): AvifItem => ({
  type: 'grid',
  data: bytes(0, 1, rows - 1, columns - 1, u32(width), u32(height)),
})
export const coded = (data: Bytes): AvifItem => ({ type: 'av01', data })

/** The first item is the primary one, shown at `claimed`, and made of all the others if it is a grid. */
export function avif(claimed: [width: number, height: number], items: AvifItem[], boxes: Bytes[] = []): Bytes {
  const ids = items.map((_, index) => index + 1)
  const infe = items.map(({ type }, index) => fullBox('infe', 2, u16(index + 1), u16(0), text(type), [0]))
  const tiles = ids.slice(1)
  const iref = tiles.length > 0 ? [fullBox('iref', 0, box('dimg', u16(1), u16(tiles.length), ...tiles.map(u16)))] : []
  const ispe = fullBox('ispe', 0, u32(claimed[0]), u32(claimed[1]))
  const ipma = fullBox('ipma', 0, u32(items.length), ...ids.map((id) => [...u16(id), 1, 1]))
  let offset = 0
  const places = items.flatMap(({ data }, index) => {
    const entry = [...u16(index + 1), ...u16(1), ...u16(0), ...u16(1), ...u32(offset), ...u32(data.length)]
    offset += data.length
    return entry
  })
  const meta = fullBox(
    'meta',
    0,
    fullBox('pitm', 0, u16(1)),
    fullBox('iinf', 0, u16(items.length), ...infe),
    ...iref,
    box('iprp', box('ipco', ispe), ipma),
    fullBox('iloc', 1, [0x44, 0], u16(items.length), places),
    box('idat', ...items.map(({ data }) => data)),
  )
  return bytes(box('ftyp', text('avif'), u32(0), text('avifmif1')), meta, ...boxes)
}
export const movie = (): Bytes => box('moov', [])

/** The JPEG as a telephone writes it: with a second whole image behind it. */
export const withGainMap = (padding = 0): Bytes => bytes(SAMPLES.jpeg, Array(padding).fill(0), jpeg([[24, 16]]))
