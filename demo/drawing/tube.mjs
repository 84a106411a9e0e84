/** Round bars that follow a line: handles, spouts, stems, cords, pens, tapers. */

import { shade } from './light.mjs'

const ACROSS = [-1, -0.85, -0.6, -0.3, 0, 0.3, 0.6, 0.85, 1]
const round = (value) => Math.round(value * 100) / 100

/** A smooth line through points [x, y, z, radius]. */
export function through(points, steps = 26) {
  const line = []
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b, c, d] = [
      points[Math.max(0, i - 1)],
      points[i],
      points[i + 1],
      points[Math.min(points.length - 1, i + 2)],
    ]
    for (let step = i === 0 ? 0 : 1; step <= steps; step++) {
      const t = step / steps
      line.push(
        b.map(
          (_, axis) =>
            0.5 *
            (2 * b[axis] +
              (c[axis] - a[axis]) * t +
              (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
              (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t),
        ),
      )
    }
  }
  return line
}

/** Paints a bar along `points`; `flat` below 1 narrows the highlight as on a strap. */
export function tube(
  stage,
  { points, colour, gloss = 0.1, tightness = 24, steps = 26, occlusion = () => 1, shadow = true, smooth = true },
) {
  const line = smooth ? through(points, steps) : points
  const spots = line.map(([x, y, z, r]) => ({ at: stage.project([x, y, z]), r, room: [x, y, z] }))
  const sides = spots.map((_, index) => {
    const [a, b] = [spots[Math.max(0, index - 1)].at, spots[Math.min(spots.length - 1, index + 1)].at]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
    return [-(b[1] - a[1]) / length, (b[0] - a[0]) / length]
  })
  const parts = []
  for (let i = 0; i < spots.length - 1; i++)
    parts.push(segment(stage, { spots, sides, i, colour, gloss, tightness, occlusion }))
  stage.add(parts.join(''))
  if (shadow) for (const { room, r } of spots) stage.cast(room, r)
  return spots
}

function segment(stage, { spots, sides, i, colour, gloss, tightness, occlusion }) {
  const [from, to] = [spots[i], spots[i + 1]]
  const share = i / (spots.length - 1)
  const tone = typeof colour === 'function' ? colour(share) : colour
  const [nx, ny] = sides[i]
  const stops = ACROSS.map((across) => {
    const normal = [nx * across, -ny * across + 0.12, Math.sqrt(1 - across * across)]
    return [round((across + 1) / 2), shade(tone, normal, { gloss, tightness, occlusion: occlusion(share) })]
  })
  const [cx, cy] = from.at
  const box =
    `gradientUnits="userSpaceOnUse" x1="${round(cx - nx * from.r)}" y1="${round(cy - ny * from.r)}" ` +
    `x2="${round(cx + nx * from.r)}" y2="${round(cy + ny * from.r)}"`
  const edge = (spot, side, sign, push) => {
    const [dx, dy] = [side[1] * push, -side[0] * push]
    return `${round(spot.at[0] + side[0] * spot.r * sign + dx)},${round(spot.at[1] + side[1] * spot.r * sign + dy)}`
  }
  const corners = [
    edge(from, sides[i], -1, 0),
    edge(to, sides[i + 1], -1, 0.9),
    edge(to, sides[i + 1], 1, 0.9),
    edge(from, sides[i], 1, 0),
  ]
  return `<polygon points="${corners.join(' ')}" fill="${stage.gradient(box, stops)}"/>`
}
