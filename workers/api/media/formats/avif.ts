/**
 * AVIF 1.1 over HEIF (ISO/IEC 23008-12): still pictures, of one AV1 frame or of a grid of them. Every item counts: the coded
 * size of each frame, the output of each grid and the sum of its tiles, and what the properties (`ispe`) claim; the largest of
 * these is what a decoder may make room for. Animations (`moov`) are not taken.
 */
import { av1Size } from './av1-size.ts'
import { type Box, boxesIn, boxOf, Cursor, theBox } from './iso-boxes.ts'
import { Animated, areaOf, ascii, assertWhole, type Picture, type PictureFormat, type Size, turned } from './picture.ts'

const ITEMS_MAX = 1_000

export const avif: PictureFormat = {
  contentType: 'image/avif',
  extension: 'avif',
  is: (view) => ascii(view, 4, 4) === 'ftyp' && hasBrand(view),
  read,
}

function hasBrand(view: DataView): boolean {
  const end = Math.min(view.getUint32(0), view.byteLength)
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    // The four bytes after the major brand are its version.
    if (offset !== 12 && ascii(view, offset, 4) === 'avif') return true
  }
  return false
}

function read(view: DataView): Picture {
  const file = boxesIn(view, 0, view.byteLength)
  if (file.some(({ type }) => type === 'moov')) throw new Animated()
  const metaBox = theBox(file, 'meta')
  const meta = boxesIn(view, metaBox.start + 4, metaBox.end)
  const items = itemsOf(view, theBox(meta, 'iinf'))
  const dataOf = dataReader(view, meta)
  const properties = propertiesOf(view, theBox(meta, 'iprp'))
  const tilesOf = referencesOf(view, boxOf(meta, 'iref'))

  const coded = new Map<number, Size>()
  for (const [id, type] of items) if (type === 'av01') coded.set(id, av1Size(dataOf(id)))
  const areas = [...coded.values(), ...properties.sizes].map(areaOf)
  for (const [id, type] of items) {
    if (type === 'grid') areas.push(...gridAreas(dataOf(id), tilesOf(id), coded))
  }

  const pitm = new Cursor(view, theBox(meta, 'pitm'))
  const primary = pitm.uint(pitm.versionAndFlags().version === 0 ? 2 : 4)
  assertWhole(['av01', 'grid'].includes(items.get(primary) ?? ''), 'primary item')
  const shown = properties.of(primary)
  return { ...shown, pixels: Math.max(...areas), end: view.byteLength, isAnimated: false }
}

/** Types by id. */
function itemsOf(view: DataView, box: Box): Map<number, string> {
  const cursor = new Cursor(view, box)
  const count = cursor.uint(cursor.versionAndFlags().version === 0 ? 2 : 4)
  const { start, end } = cursor.rest
  const entries = boxesIn(view, start, end)
  assertWhole(entries.length === count && count <= ITEMS_MAX, 'items')
  const items = new Map<number, string>()
  for (const entry of entries) {
    const info = new Cursor(view, entry)
    const { version } = info.versionAndFlags()
    assertWhole(entry.type === 'infe' && (version === 2 || version === 3), 'infe')
    const id = info.uint(version === 2 ? 2 : 4)
    info.uint(2)
    assertWhole(!items.has(id), 'id of an item')
    items.set(id, ascii(view, info.rest.start, 4))
  }
  return items
}

/** The bytes of an item, by `iloc`: pieces of the file or of `idat`. */
function dataReader(view: DataView, meta: Box[]): (id: number) => Uint8Array {
  const places = new Map<number, Box[]>()
  const idat = boxOf(meta, 'idat')
  const cursor = new Cursor(view, theBox(meta, 'iloc'))
  const { version } = cursor.versionAndFlags()
  assertWhole(version <= 2, 'iloc')
  const sizes = cursor.uint(2)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version === 0 ? 0 : sizes & 15
  for (let count = cursor.uint(version < 2 ? 2 : 4); count > 0; count -= 1) {
    const id = cursor.uint(version < 2 ? 2 : 4)
    const method = version === 0 ? 0 : cursor.uint(2) & 15
    const isInFile = cursor.uint(2) === 0
    const within = method === 1 ? idat : { type: '', start: 0, end: view.byteLength }
    assertWhole(isInFile && method <= 1 && within !== undefined && !places.has(id), 'place of an item')
    const base = within.start + cursor.uint(baseSize)
    const pieces: Box[] = []
    for (let extents = cursor.uint(2); extents > 0; extents -= 1) {
      cursor.uint(indexSize)
      const start = base + cursor.uint(offsetSize)
      const length = cursor.uint(lengthSize)
      const end = length === 0 ? within.end : start + length
      assertWhole(start <= end && end <= within.end, 'piece of an item')
      pieces.push({ type: '', start, end })
    }
    places.set(id, pieces)
  }
  return (id) => joined(view, places.get(id) ?? [])
}

function joined(view: DataView, pieces: Box[]): Uint8Array {
  const length = pieces.reduce((sum, { start, end }) => sum + end - start, 0)
  assertWhole(length <= view.byteLength, 'pieces that overlap')
  const bytes = new Uint8Array(length)
  let at = 0
  for (const { start, end } of pieces) {
    bytes.set(new Uint8Array(view.buffer, view.byteOffset + start, end - start), at)
    at += end - start
  }
  return bytes
}

interface Properties {
  /** All that are declared, associated with an item or not. */
  sizes: Size[]
  /** How an item is shown. */
  of: (id: number) => Size
}

function propertiesOf(view: DataView, iprp: Box): Properties {
  const boxes = boxesIn(view, iprp.start, iprp.end)
  const ipco = theBox(boxes, 'ipco')
  const properties = boxesIn(view, ipco.start, ipco.end)
  const sizeOf = ({ start }: Box): Size => ({ width: view.getUint32(start + 4), height: view.getUint32(start + 8) })
  const associated = new Map<number, Box[]>()
  const cursor = new Cursor(view, theBox(boxes, 'ipma'))
  const { version, flags } = cursor.versionAndFlags()
  for (let count = cursor.uint(4); count > 0; count -= 1) {
    const id = cursor.uint(version < 1 ? 2 : 4)
    const own: Box[] = []
    for (let left = cursor.uint(1); left > 0; left -= 1) {
      const index = flags & 1 ? cursor.uint(2) & 0x7fff : cursor.uint(1) & 0x7f
      const property = properties[index - 1]
      assertWhole(index === 0 || property !== undefined, 'property')
      if (property) own.push(property)
    }
    associated.set(id, own)
  }
  return {
    sizes: properties.filter(({ type }) => type === 'ispe').map(sizeOf),
    of(id) {
      const own = associated.get(id) ?? []
      const size = sizeOf(theBox(own, 'ispe'))
      const rotation = boxOf(own, 'irot')
      return rotation && view.getUint8(rotation.start) & 1 ? turned(size) : size
    },
  }
}

/** What an item is derived from (`dimg`), by its id. */
function referencesOf(view: DataView, iref: Box | undefined): (id: number) => number[] {
  const found = new Map<number, number[]>()
  if (iref) {
    const head = new Cursor(view, iref)
    const idSize = head.versionAndFlags().version === 0 ? 2 : 4
    const { start, end } = head.rest
    for (const box of boxesIn(view, start, end).filter(({ type }) => type === 'dimg')) {
      const cursor = new Cursor(view, box)
      const from = cursor.uint(idSize)
      const to = Array.from({ length: cursor.uint(2) }, () => cursor.uint(idSize))
      assertWhole(!found.has(from), 'dimg')
      found.set(from, to)
    }
  }
  return (id) => found.get(id) ?? []
}

/** The output of a grid, and its tiles together. */
function gridAreas(data: Uint8Array, tiles: number[], coded: ReadonlyMap<number, Size>): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const cursor = new Cursor(view, { type: '', start: 0, end: view.byteLength })
  assertWhole(cursor.uint(1) === 0, 'grid')
  const numberSize = cursor.uint(1) & 1 ? 4 : 2
  const count = (cursor.uint(1) + 1) * (cursor.uint(1) + 1)
  const output = { width: cursor.uint(numberSize), height: cursor.uint(numberSize) }
  assertWhole(tiles.length === count, 'tiles')
  const sum = tiles.reduce((total, id) => {
    const tile = coded.get(id)
    assertWhole(tile !== undefined, 'tile')
    return total + areaOf(tile)
  }, 0)
  return [areaOf(output), sum]
}
