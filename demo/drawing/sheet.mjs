/** Soft things (cloth, cushions, bags): a grid of small facets over a curved surface, lit facet by facet. */

import { shade } from './light.mjs'
import { tag } from './svg.mjs'

const round = (value) => Math.round(value * 10) / 10
const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/** Makes a normal point at the camera side, so that a sheet is lit whichever way it was unrolled. */
function facing(normal) {
  return normal[1] * 0.26 + normal[2] * 0.97 < 0 ? normal.map((value) => -value) : normal
}

/**
 * Paints `point(u, v)` (u and v from 0 to 1) as a lit surface, in the order of v and then u.
 * `colour` and `occlusion` may depend on (u, v). Returns the outline, for weaves, prints and wall shadows.
 */
export function sheet(
  stage,
  { point, colour, columns = 90, rows = 90, gloss = 0.03, occlusion = () => 1, shadow = true, soften = 0.7 },
) {
  const grid = Array.from({ length: rows + 1 }, (_, j) =>
    Array.from({ length: columns + 1 }, (_, i) => point(i / columns, j / rows)),
  )
  const flat = grid.map((row) => row.map((spot) => stage.project(spot)))
  const tone = typeof colour === 'function' ? colour : () => colour
  const facets = []
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const normal = facing(cross(minus(grid[j][i + 1], grid[j + 1][i]), minus(grid[j + 1][i + 1], grid[j][i])))
      const [u, v] = [(i + 0.5) / columns, (j + 0.5) / rows]
      const fill = shade(tone(u, v), normal, { gloss, tightness: 8, occlusion: occlusion(u, v) })
      const corners = [flat[j][i], flat[j][i + 1], flat[j + 1][i + 1], flat[j + 1][i]]
      facets.push(tag('path', { d: `M${corners.map((corner) => corner.join(' ')).join('L')}z`, fill, stroke: fill }))
    }
  }
  const outline = border(flat)
  const kept = `clip-path="${stage.clip(`<polygon points="${outline}"/>`)}"`
  const smooth = soften ? `filter="${stage.blur(soften)}"` : ''
  stage.add(`<g ${kept}><g stroke-width="1.2" ${smooth}>${facets.join('')}</g></g>`)
  if (shadow) castGrid(stage, grid)
  return { outline, grid, at: (u, v) => stage.project(point(u, v)), point }
}

function border(flat) {
  const last = flat.length - 1
  const right = flat.map((row) => row.at(-1))
  const left = flat.map((row) => row[0])
  const loop = [...flat[0], ...right, ...[...flat[last]].reverse(), ...left.reverse()]
  return loop.map((corner) => corner.join(',')).join(' ')
}

function castGrid(stage, grid) {
  const every = (list, n) => list.filter((_, index) => index % n === 0 || index === list.length - 1)
  for (const row of every(grid, 6)) {
    const spots = every(row, 6)
    for (const [x, y, z] of spots) stage.cast([x, Math.max(0, y), z], 16 + 260 / spots.length, 60)
  }
}

/** A weave laid over an outline. `kind`: linen, canvas, wool, waffle or honeycomb. */
export function weave(stage, outline, kind, { skew = 0, scale = 1, strength = 1 } = {}) {
  const clip = stage.clip(`<polygon points="${outline}"/>`)
  const tile = TILES[kind](stage.random)
  const frame = {
    width: tile.size,
    height: tile.tall ?? tile.size,
    patternUnits: 'userSpaceOnUse',
    patternTransform: `skewX(${skew}) scale(${scale})`,
  }
  const id = stage.define((name) => tag('pattern', { id: name, ...frame }, tile.svg))
  const rect = `<rect width="1200" height="1500" fill="url(#${id})" opacity="${strength}"/>`
  stage.add(`<g clip-path="${clip}">${rect}</g>`)
}

/** Yarns of both directions, each broken into pieces of its own tone: whole lines would read as a plaid. */
function threads(random, { size, gap, dark, light, width }) {
  const pieces = []
  const tone = () => {
    const lit = random() < 0.5
    return `fill="${lit ? '#fff' : '#000'}" opacity="${(random(0.1, 1) * (lit ? light : dark)).toFixed(3)}"`
  }
  for (let across = 0; across < size; across += gap) {
    for (let along = 0; along < size; ) {
      const long = Math.min(size - along, random(18, 120))
      const [a, b, l] = [across, along, long].map(round)
      pieces.push(`<rect x="${b}" y="${a}" width="${l}" height="${width}" ${tone()}/>`)
      pieces.push(`<rect x="${a}" y="${b}" width="${width}" height="${l}" ${tone()}/>`)
      along += long
    }
  }
  return { size, svg: pieces.join('') }
}

/** Small raised squares: dark wells with a lit ridge at the lower right of each. */
function cells(size, tall, depth) {
  const inset = size * 0.16
  const [width, height] = [size - 2 * inset, tall - 2 * inset]
  const well = (opacity, shift) =>
    tag('rect', { x: inset + shift, y: inset + shift, width, height, rx: inset, fill: '#000', opacity })
  const ridge = { x: size * 0.34, y: tall * 0.36, width: size * 0.42, height: tall * 0.4, rx: 2 }
  const lit = tag('rect', { ...ridge, fill: '#fff', opacity: depth * 0.7 })
  return { size, tall, svg: well(depth * 0.55, 0) + well(depth * 0.1, size * 0.1) + lit }
}

function honeycombCell(place) {
  const hollow = tag('path', { d: 'M-15 0L0 -9L15 0L0 9z', fill: '#000', opacity: 0.1 })
  const ridge = tag('path', { d: 'M-9 1L1 -5L11 2L1 7z', fill: '#fff', opacity: 0.14 })
  return tag('g', { transform: `translate(${place})` }, hollow + ridge)
}

const TILES = {
  linen: (random) => threads(random, { size: 300, gap: 3, dark: 0.08, light: 0.09, width: 1.5 }),
  canvas: (random) => threads(random, { size: 300, gap: 4, dark: 0.075, light: 0.07, width: 2 }),
  wool: (random) => threads(random, { size: 300, gap: 5, dark: 0.08, light: 0.08, width: 2.8 }),
  waffle: () => cells(21, 21, 0.22),
  honeycomb: () => ({ size: 40, tall: 24, svg: ['20 12', '0 0', '40 0', '0 24', '40 24'].map(honeycombCell).join('') }),
}
