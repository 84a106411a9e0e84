/**
 * Turned objects (cups, pots, vases, lamps, tins): a profile spun around an upright axis.
 * The body is a stack of thin ellipses painted from the foot up; each is filled with the light its band receives.
 */

import { display, ease, linear, shade } from './light.mjs'

const STEP = 2.6
const ANGLES = Array.from({ length: 27 }, (_, index) => -Math.PI / 2 + (index * Math.PI) / 26)
const round = (value) => Math.round(value * 100) / 100

/** A smooth line through [radius, height] points; a third value `true` makes that point a sharp corner. */
export function profile(points) {
  const line = []
  for (let i = 0; i < points.length - 1; i++) {
    const [b, c] = [points[i], points[i + 1]]
    const a = b[2] || i === 0 ? b : points[i - 1]
    const d = c[2] || i + 2 >= points.length ? c : points[i + 2]
    const count = Math.max(2, Math.ceil(Math.hypot(c[0] - b[0], c[1] - b[1]) / STEP))
    for (let step = i === 0 ? 0 : 1; step <= count; step++) line.push(curve(a, b, c, d, step / count))
  }
  return line
}

function curve(a, b, c, d, t) {
  const [leaving, arriving] = [slope(a, c, b, c, a === b), slope(b, d, b, c, c === d)]
  return [0, 1].map((axis) => {
    const [q, r, fromSlope, toSlope] = [b[axis], c[axis], leaving[axis], arriving[axis]]
    const [t2, t3] = [t * t, t * t * t]
    const value =
      (2 * t3 - 3 * t2 + 1) * q + (t3 - 2 * t2 + t) * fromSlope + (3 * t2 - 2 * t3) * r + (t3 - t2) * toSlope
    return axis === 0 ? Math.max(0, value) : value
  })
}

/** The direction of the line at a point, no steeper than the piece of line it is for: it must not swing out. */
function slope(before, after, from, to, atEnd) {
  const raw = [0, 1].map((axis) => (after[axis] - before[axis]) / (atEnd ? 1 : 2))
  const limit = Math.hypot(to[0] - from[0], to[1] - from[1])
  const scale = Math.min(1, limit / (Math.hypot(...raw) || 1))
  return raw.map((value) => value * scale)
}

/** Adds the direction the surface faces (out, up) to each point of a profile. */
function withNormals(line) {
  return line.map(([r, h], index) => {
    const before = line[Math.max(0, index - 3)]
    const after = line[Math.min(line.length - 1, index + 3)]
    const [dr, dh] = [after[0] - before[0], after[1] - before[1]]
    const length = Math.hypot(dr, dh) || 1
    return { r, h, out: dh / length, up: -dr / length }
  })
}

function paint(stage, { x, z }, { r, h }, stops) {
  const [cx, cy] = stage.project([x, h, z])
  const fill = stage.gradient('x1="0" y1="0" x2="1" y2="0"', stops)
  return `<ellipse cx="${cx}" cy="${round(cy)}" rx="${round(r)}" ry="${round(r * stage.tilt)}" fill="${fill}"/>`
}

/** The look of a surface: `albedo(height, angle)` or one colour, ridges thrown by the fingers, flutes cut around. */
function material({
  colour,
  gloss = 0.1,
  tightness = 26,
  ridges = 0,
  flutes = 0,
  fluteDepth = 0.5,
  contact = true,
  glow = 0,
}) {
  const albedo = typeof colour === 'function' ? colour : () => colour
  return { albedo, gloss, tightness, ridges, flutes, fluteDepth, contact, glow }
}

function outsideStops(ring, look, lift) {
  const ridge = look.ridges * (Math.sin(ring.h * 0.19) + 0.6 * Math.sin(ring.h * 0.071 + 1))
  const fine = look.flutes ? 5 : 1
  const depth = typeof look.fluteDepth === 'function' ? look.fluteDepth(ring.h) : look.fluteDepth
  const angles = fine === 1 ? ANGLES : Array.from({ length: 131 }, (_, i) => -Math.PI / 2 + (i * Math.PI) / 130)
  return angles.map((angle) => {
    const turned = angle + (look.flutes ? depth * Math.sin(angle * look.flutes) : 0)
    const normal = [Math.sin(turned) * ring.out, ring.up + ridge, Math.cos(turned) * ring.out]
    const near = look.contact ? 0.6 + 0.4 * ease(-6, 60, ring.h - lift + 20) : 1
    const facing = 1 + Math.min(0, ring.up) * 0.3
    const glow = typeof look.glow === 'function' ? look.glow(ring.h) : look.glow
    const colour = shade(look.albedo(ring.h, angle), normal, { ...look, glow, occlusion: near * facing })
    return [round((Math.sin(angle) + 1) / 2), colour]
  })
}

/** Paints a turned body. `points` go from the foot up; `lift` raises it above the table (a lid on a pot). */
export function lathe(stage, { points, at = [0, 0], lift = 0, shadow = true, ...finish }) {
  const look = material(finish)
  const place = { x: at[0], z: at[1] }
  const rings = withNormals(profile(points).map(([r, h]) => [r, h + lift]))
  stage.add(rings.map((ring) => paint(stage, place, ring, outsideStops(ring, look, 0))).join(''))
  if (shadow) for (const ring of rings.filter((_, i) => i % 4 === 0)) stage.cast([place.x, ring.h, place.z], ring.r)
  return { rings, place, look }
}

/** Opens the top of a body: a lip of `wall` pixels and the inside, down to `depth`, perhaps filled with a drink. */
export function hollow(
  stage,
  body,
  { wall = 8, depth = 1000, inside, lip, fill = null, fillDepth = 40, gloss = 0.08, glow = 0 },
) {
  const rim = body.rings.at(-1)
  const lipColour = lip ?? body.look.albedo(rim.h, 0)
  stage.add(
    paint(
      stage,
      body.place,
      rim,
      ANGLES.map((angle) => {
        const normal = [Math.sin(angle) * 0.5, 0.95, 0.2]
        return [round((Math.sin(angle) + 1) / 2), shade(lipColour, normal, { gloss: gloss + 0.05, tightness: 12 })]
      }),
    ),
  )
  const mouth = { ...rim, r: rim.r - wall }
  const opening = paint(stage, body.place, mouth, [[0, '#000000']])
  const bottom = body.rings[0].h + wall * 1.2
  const inner = (ring) => ring.h > rim.h - depth && ring.h > bottom && ring.r > wall + 2
  const rings = body.rings.filter(inner).reverse()
  const walls = rings.map((ring) =>
    paint(stage, body.place, { h: ring.h, r: ring.r - wall }, insideStops(ring, rim, inside, { gloss, glow })),
  )
  const surface = fill ? [drink(stage, body, rings, rim, { wall, fill, fillDepth })] : []
  const kept = fill ? walls.filter((_, i) => rim.h - rings[i].h < fillDepth) : walls
  if (!fill && rings.length > 0) kept.push(well(stage, body, rings.at(-1), rim, wall, inside))
  stage.add(`<g clip-path="${stage.clip(opening)}">${kept.join('')}${surface.join('')}</g>`)
}

/** The flat bottom of a vessel, seen from above. */
function well(stage, body, ring, rim, wall, inside) {
  const occlusion = 0.92 - 0.62 * ease(0, 0.9, (rim.h - ring.h) / (rim.r * 2))
  const tone = typeof inside === 'function' ? inside(ring.h, 0) : inside
  const stops = [0, 0.35, 1].map((offset) => [offset, shade(tone, [offset * 0.3 - 0.15, 1, 0.1], { occlusion })])
  const disc = paint(stage, body.place, { h: ring.h, r: ring.r - wall - 8 }, stops)
  return `<g filter="${stage.blur(12)}">${disc}</g>`
}

function insideStops(ring, rim, colour, { gloss, glow }) {
  const down = (rim.h - ring.h) / (rim.r * 2)
  const occlusion = 0.92 - 0.62 * ease(0, 0.9, down)
  return ANGLES.map((angle) => {
    const normal = [-Math.sin(angle) * ring.out, -ring.up + 0.1, Math.cos(angle) * ring.out]
    const fallen = 1 - 0.55 * ease(0.5, -1, Math.sin(angle)) * ease(0, 0.35, down)
    const tone = typeof colour === 'function' ? colour(ring.h, angle) : colour
    return [
      round((Math.sin(angle) + 1) / 2),
      shade(tone, normal, { gloss, glow, tightness: 10, occlusion: glow ? 1 : occlusion * fallen }),
    ]
  })
}

function drink(stage, body, rings, rim, { wall, fill, fillDepth }) {
  const level = rings.find((ring) => rim.h - ring.h >= fillDepth) ?? rings.at(-1)
  const stops = [
    [0, 0.5],
    [0.3, 0.72],
    [0.75, 1],
    [1, 0.9],
  ]
  const tones = stops.map(([offset, amount]) => [offset, display(linear(fill).map((value) => value * amount))])
  return paint(stage, body.place, { h: level.h, r: level.r - wall }, tones)
}

/** Where a point on the front of a body (share 0…1 of its rings, angle) lies in the picture, how squeezed it is. */
export function onSurface(stage, body, share, angle) {
  const ring = body.rings[Math.min(body.rings.length - 1, Math.max(0, Math.round(share * (body.rings.length - 1))))]
  const [x, y] = stage.project([
    body.place.x + ring.r * Math.sin(angle),
    ring.h,
    body.place.z + ring.r * Math.cos(angle),
  ])
  return { x, y, squeeze: Math.cos(angle), ring }
}

/** Iron spots in the glaze. */
export function speckle(stage, body, { count = 240, colour = '#4a3c30', size = 2, from = 0.06, opacity = 0.5 }) {
  const dots = Array.from({ length: count }, () => {
    const angle = Math.asin(stage.random(-0.97, 0.97))
    const spot = onSurface(stage, body, stage.random(from, 0.99), angle)
    const r = size * stage.random(0.35, 1) ** 2 + 0.5
    const shape = `cx="${spot.x}" cy="${spot.y}" rx="${round(r * (0.4 + 0.6 * spot.squeeze))}" ry="${round(r)}"`
    return `<ellipse ${shape} opacity="${round(stage.random(0.3, 1))}"/>`
  })
  stage.add(`<g fill="${colour}" opacity="${opacity}">${dots.join('')}</g>`)
}
