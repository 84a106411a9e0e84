/** Boxes, books and boards: a turned block with three visible faces. */

import { darker, shade } from './light.mjs'

const round = (value) => Math.round(value * 10) / 10

/**
 * Paints a block of `size` [width, height, depth] standing on `lift`, turned by `turn` radians.
 * Returns its faces; `face.at(u, v)` gives the pixel of a place on a face (u to the right, v up).
 */
export function block(
  stage,
  { size: [w, h, d], at = [0, 0], lift = 0, turn = 0.4, colour, top, side, gloss = 0.05, shadow = true, radius = 2 },
) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const place = (x, y, z) => [at[0] + x * cos + z * sin, lift + y, at[1] + z * cos - x * sin]
  const [l, b] = [w / 2, d / 2]
  const turnedRight = sin < 0
  const front = face(stage, (u, v) => place(-l + u * w, v * h, b), [sin, 0, cos])
  const edge = turnedRight
    ? face(stage, (u, v) => place(l, v * h, b - u * d), [cos, 0, -sin])
    : face(stage, (u, v) => place(-l, v * h, -b + u * d), [-cos, 0, sin])
  const lid = face(stage, (u, v) => place(-l + u * w, h, b - v * d), [0, 1, 0.05])
  const parts = [
    [edge, side ?? colour],
    [lid, top ?? colour],
    [front, colour],
  ]
  stage.add(parts.map(([part, tone]) => fillFace(stage, part, tone, { gloss, radius, ground: lift === 0 })).join(''))
  if (shadow) {
    const foot = [
      [-l, -b],
      [l, -b],
      [l, b],
      [-l, b],
    ]
    for (let y = lift; y <= lift + h; y += Math.max(3, h / 18))
      stage.castPolygon(
        foot.map(([x, z]) => {
          const [px, , pz] = place(x, 0, z)
          return [px, y, pz]
        }),
      )
  }
  return { front, edge, lid }
}

function face(stage, point, normal) {
  const at = (u, v) => stage.project(point(u, v))
  const corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
  return { at, normal, corners, outline: corners.map((corner) => corner.join(',')).join(' ') }
}

function fillFace(stage, { at, normal, outline }, tone, { gloss, radius, ground }) {
  const [from, to] = [at(0.1, 1), at(0.9, 0)]
  const box = `gradientUnits="userSpaceOnUse" x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"`
  const low = ground && normal[1] === 0 ? 0.8 : 0.93
  const stops = [
    [0, shade(tone, normal, { gloss, occlusion: 1.04 })],
    [0.6, shade(tone, normal, { occlusion: 0.98 })],
    [1, shade(tone, normal, { occlusion: low })],
  ]
  const fill = stage.gradient(box, stops)
  const line = shade(tone, [normal[0] - 0.5, normal[1] + 0.6, normal[2]], { gloss, occlusion: 1.02 })
  const join = `stroke-linejoin="round" stroke-width="${radius}"`
  return `<polygon points="${outline}" fill="${fill}" stroke="${line}" ${join}/>`
}

/** Lines across a face, as on the cut edge of a book. */
export function pages(stage, { at }, { count = 14, colour = '#8a7b64' } = {}) {
  const lines = Array.from({ length: count }, (_, index) => {
    const u = (index + stage.random(0.3, 0.7)) / count
    const [a, b] = [at(u, 0.004), at(u, 0.996)]
    return `<path d="M${a}L${b}" opacity="${round(stage.random(1, 4)) / 10}"/>`
  })
  stage.add(`<g stroke="${colour}" stroke-width="1.1">${lines.join('')}</g>`)
}

/** A four-cornered patch on a face (a label, a panel): `box` is [u, v, width, height] as shares of the face. */
export function patch(stage, { at, normal }, [u, v, w, h], tone, { line = null } = {}) {
  const points = [at(u, v), at(u + w, v), at(u + w, v + h), at(u, v + h)].map((corner) => corner.join(',')).join(' ')
  const stroke = line
    ? `stroke="${line}" stroke-width="3"`
    : `stroke="${darker(tone, 0.3)}" stroke-width="1" stroke-opacity=".4"`
  stage.add(`<polygon points="${points}" fill="${shade(tone, normal)}" ${stroke}/>`)
}
