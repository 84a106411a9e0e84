/** Thrown things for the table: mugs, cups, bowls, plates, jugs, jars, vases. */

import { hollow, lathe, onSurface, speckle } from './lathe.mjs'
import { darker, ease, lighter, mix } from './light.mjs'
import { wander } from './random.mjs'
import { outline } from './svg.mjs'
import { tube } from './tube.mjs'

const CLAY = '#b48a6a'
const grow = (points, scale) => points.map(([a, b, ...rest]) => [a * scale, b * scale, ...rest])

/** Glaze that stops at a soft, wandering line and leaves the clay bare below it. */
export function glazed(stage, glaze, { clay = CLAY, line = 40, sway = 5, soft = 4 } = {}) {
  const drift = wander(stage.random)
  return (h, angle) => mix(clay, glaze, ease(-soft, soft, h - line - sway * drift(angle * 2)))
}

export function mug(stage, { colour, at = [-40, 0], size = 1, spots = 420 }) {
  const s = size
  const joint = (x, h, r) => [at[0] + x * s, h * s, at[1], r * s]
  const occlusion = (share) => 0.75 + 0.25 * Math.sin(share * Math.PI)
  const handle = [
    joint(180, 342, 28),
    joint(292, 352, 24),
    joint(342, 262, 23),
    joint(310, 150, 23),
    joint(180, 98, 28),
  ]
  tube(stage, { points: handle, colour, gloss: 0.2, occlusion })
  const points = grow(outline('186 0!, 204 16, 210 60, 210 420'), s)
  const body = lathe(stage, { points, at, colour: glazed(stage, colour, { line: 40 * s }), gloss: 0.2, ridges: 0.035 })
  speckle(stage, body, { count: spots, size: 2.6, colour: darker(colour, 0.8) })
  hollow(stage, body, { wall: 13 * s, inside: lighter(colour, 0.12), depth: 390 * s, gloss: 0.12 })
}

/** Any cup or vessel without handle, given by its outline. */
export function vessel(stage, options) {
  const {
    points,
    colour,
    at = [0, 0],
    size = 1,
    wall = 9,
    line = 26,
    inside = lighter(colour, 0.15),
    depth = 1000,
  } = options
  const {
    ridges = 0.03,
    gloss = 0.18,
    spots = 0,
    clay,
    flutes = 0,
    fluteDepth = 0.4,
    fill,
    fillDepth,
    lip,
    albedo,
  } = options
  const tone = albedo ?? (line ? glazed(stage, colour, { line: line * size, clay }) : colour)
  const body = lathe(stage, { points: grow(points, size), at, colour: tone, gloss, ridges, flutes, fluteDepth })
  if (spots) speckle(stage, body, { count: spots, size: 2.4, colour: darker(colour, 0.75) })
  hollow(stage, body, { wall: wall * size, inside, depth, gloss: gloss * 0.6, fill, fillDepth, lip })
  return body
}

export function cups(stage, { colour, places, points, ...rest }) {
  for (const [x, z, size] of places) vessel(stage, { colour, points, at: [x, z], size, ...rest })
}

export function plates(stage, { colour, count = 3 }) {
  for (let index = 0; index < count; index++) {
    const at = [stage.random(-6, 6), stage.random(-6, 6)]
    const points = outline('215 0!, 222 10, 330 24, 405 50, 425 66')
    const body = lathe(stage, { points, at, lift: index * 30, colour, gloss: 0.16, ridges: 0.02 })
    hollow(stage, body, { wall: 8, inside: lighter(colour, 0.06), lip: mix(colour, '#9b7556', 0.4), gloss: 0.12 })
    speckle(stage, body, { count: 60, size: 2, colour: darker(colour, 0.7) })
  }
}

export function jug(stage, { colour }) {
  const at = [-50, 0]
  const joint = (x, h, r) => [at[0] + x, h, 0, r]
  const handle = [
    joint(150, 560, 24),
    joint(262, 590, 24),
    joint(330, 470, 23),
    joint(310, 330, 23),
    joint(215, 225, 28),
  ]
  tube(stage, { points: handle, colour, gloss: 0.25, occlusion: (share) => 0.8 + 0.2 * Math.sin(share * Math.PI) })
  const lip = [
    [at[0] - 120, 560, 10, 46],
    [at[0] - 172, 612, 16, 34],
    [at[0] - 205, 648, 18, 16],
  ]
  tube(stage, { points: lip, colour, gloss: 0.25 })
  const points = outline('150 0!, 168 14, 225 110, 252 220, 222 370, 158 490, 146 560, 168 650')
  const body = lathe(stage, {
    points,
    at,
    colour: glazed(stage, colour, { line: 46, sway: 8 }),
    gloss: 0.3,
    ridges: 0.03,
  })
  speckle(stage, body, { count: 260, size: 2.4, colour: '#5b4636' })
  hollow(stage, body, { wall: 11, inside: darker(colour, 0.08), depth: 300 })
}

/** A jar or pot with a lid: `body` and `lid` outlines, the lid resting on the rim. */
export function lidded(
  stage,
  { at = [0, 0], body, lid, colour, lidColour, knob, line = 30, gloss = 0.2, ridges = 0.03, spots = 0, clay, albedo },
) {
  const tone = albedo ?? (line ? glazed(stage, colour, { line, clay }) : colour)
  const pot = lathe(stage, { points: body, at, colour: tone, gloss, ridges })
  if (spots) speckle(stage, pot, { count: spots, size: 2.3, colour: darker(colour, 0.75) })
  const top = body.at(-1)[1]
  const [x, y] = stage.project([at[0], top, at[1]])
  const r = body.at(-1)[0]
  stage.add(`<ellipse cx="${x}" cy="${y}" rx="${r - 2}" ry="${(r - 2) * stage.tilt}" fill="#1d1613" opacity=".55"/>`)
  lathe(stage, { points: lid, at, lift: top, colour: lidColour ?? colour, gloss, ridges: ridges / 2, contact: false })
  if (knob)
    lathe(stage, {
      points: knob.points,
      at,
      lift: top + lid.at(-1)[1],
      colour: knob.colour,
      gloss: gloss / 2,
      contact: false,
    })
  return pot
}

/** A dry stem with seed heads, cut off where the front of the neck hides it. */
export function stem(stage, { from: [x, h], lean = 60, tall = 330, colour = '#8a7350', heads = 7 }) {
  const bend = stage.random(-20, 20)
  const points = [
    [x, h - 30, 0, 4],
    [x + lean * 0.3 + bend, h + tall * 0.5, 0, 3.4],
    [x + lean, h + tall, 0, 2.4],
  ]
  const line = tube(stage, { points, colour, gloss: 0 })
  for (let index = 0; index < heads; index++) {
    const spot = line[Math.floor((0.5 + (0.5 * index) / heads) * (line.length - 1))]
    const side = index % 2 ? 1 : -1
    const [px, py] = [spot.room[0], spot.room[1]]
    const reach = side * stage.random(26, 46)
    tube(stage, {
      points: [
        [px, py, 0, 2],
        [px + reach * 0.6, py + 26, 0, 2],
        [px + reach, py + 50, 0, 1.6],
      ],
      colour,
      steps: 8,
      gloss: 0,
    })
    tube(stage, {
      points: [
        [px + reach * 0.96, py + 44, 0, 2],
        [px + reach * 1.1, py + 66, 0, 9],
        [px + reach * 1.2, py + 92, 0, 1],
      ],
      colour: mix(colour, '#c9a86b', 0.5),
      steps: 8,
      gloss: 0,
    })
  }
}

export function vase(
  stage,
  {
    colour,
    points,
    at = [0, 0],
    size = 1,
    line = 22,
    neck = 6,
    stalk = true,
    albedo,
    gloss = 0.16,
    spots = 160,
    ridges = 0.04,
  },
) {
  const scaled = grow(points, size)
  const [r, top] = scaled.at(-1)
  const tone = albedo ?? glazed(stage, colour, { line })
  const body = lathe(stage, { points: scaled, at, colour: tone, gloss, ridges })
  speckle(stage, body, { count: spots, size: 2.4, colour: darker(colour, 0.75) })
  hollow(stage, body, { wall: neck, inside: darker(colour, 0.35), depth: 140 })
  if (!stalk) return body
  const [cx, cy] = stage.project([at[0], top, at[1]])
  const inner = r - neck
  const above = `<path d="M0 0H1200V${cy}H${cx + inner}A${inner} ${inner * stage.tilt} 0 0 1 ${cx - inner} ${cy}H0z"/>`
  stage.add(`<g clip-path="${stage.clip(above)}">`)
  stem(stage, { from: [at[0], top], lean: stage.random(40, 120), tall: 300 * size })
  stage.add('</g>')
  return body
}

/** Thin lines around a body at the given heights (shares of its profile), drawn by a hand that wavers. */
export function bands(stage, body, shares, { colour, width = 3, sway = 0.004 }) {
  const drift = wander(stage.random)
  const paths = shares.map((share, row) => {
    const spots = Array.from({ length: 41 }, (_, i) => {
      const angle = -1.52 + (i * 3.04) / 40
      const { x, y } = onSurface(stage, body, share, angle)
      return `${x} ${y + drift(angle * 2 + row * 3) * sway * 900}`
    })
    return `<path d="M${spots.join('L')}" stroke-width="${width * stage.random(0.8, 1.2)}"/>`
  })
  stage.add(`<g fill="none" stroke="${colour}" opacity=".85" stroke-linecap="round">${paths.join('')}</g>`)
}
