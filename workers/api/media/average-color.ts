/**
 * The colour that stands where a picture will appear: its average, as #rrggbb, or null when that cannot be told. Never
 * throws, since a picture without it is as good.
 *
 * The images binding shrinks the picture to one pixel. It is asked for as PNG, which every implementation of the binding
 * can write, and the pixel is read out of it (PNG, W3C 2003: in the first pixel every filter means "as it is").
 */
export async function averageColor(images: ImagesBinding, bytes: Uint8Array): Promise<string | null> {
  try {
    const pixel = await images
      .input(new Blob([bytes]).stream())
      .transform({ width: 1, height: 1, fit: 'squeeze', background: '#ffffff' })
      .output({ format: 'image/png' })
    return await readOnePixelPng(new Uint8Array(await new Response(pixel.image()).arrayBuffer()))
  } catch {
    return null
  }
}

const GRAY = 0
const RGB = 2
const PALETTE = 3
const GRAY_ALPHA = 4
const RGB_ALPHA = 6

/** The colour of a PNG of one pixel, or null if it is of a kind that is not read here. */
export async function readOnePixelPng(bytes: Uint8Array): Promise<string | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const bitDepth = view.getUint8(24)
  const colorType = view.getUint8(25)
  const chunks = readChunks(view)
  const packed = new Blob(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const inflated = packed.stream().pipeThrough(new DecompressionStream('deflate'))
  const [, ...samples] = new Uint8Array(await new Response(inflated).arrayBuffer())
  if (colorType === PALETTE) {
    const palette = chunks.find(({ type }) => type === 'PLTE')?.data
    const index = ((samples[0] ?? 0) >> (8 - bitDepth)) * 3
    return palette ? toHex(palette[index], palette[index + 1], palette[index + 2]) : null
  }
  if (bitDepth !== 8 && bitDepth !== 16) return null
  const [a, b, c] = samples.filter((_, index) => index % (bitDepth / 8) === 0) // of 16 bits the high eight
  if (colorType === GRAY || colorType === GRAY_ALPHA) return toHex(a, a, a)
  return colorType === RGB || colorType === RGB_ALPHA ? toHex(a, b, c) : null
}

function readChunks(view: DataView): { type: string; data: Uint8Array<ArrayBuffer> }[] {
  const chunks = []
  for (let offset = 8; offset + 12 <= view.byteLength; ) {
    const length = view.getUint32(offset)
    const type = String.fromCharCode(...[4, 5, 6, 7].map((at) => view.getUint8(offset + at)))
    const start = view.byteOffset + offset + 8
    chunks.push({ type, data: new Uint8Array(view.buffer as ArrayBuffer, start, length) })
    offset += 12 + length
  }
  return chunks
}

function toHex(...channels: (number | undefined)[]): string | null {
  if (channels.some((channel) => channel === undefined)) return null
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`
}
