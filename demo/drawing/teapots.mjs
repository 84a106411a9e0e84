/** Teapots and kettles. */

import { lidded } from './clay.mjs'
import { lathe, onSurface } from './lathe.mjs'
import { darker, ease, lighter, mix, shade } from './light.mjs'
import { wander } from './random.mjs'
import { outline, tag } from './svg.mjs'
import { tube } from './tube.mjs'

/** The open end of a spout or hollow handle. */
function mouth(stage, spots, { colour, narrow = 0.42, wall = 0.74 }) {
  const [end, before] = [spots.at(-1), spots.at(-3)]
  const angle = (Math.atan2(end.at[1] - before.at[1], end.at[0] - before.at[0]) * 180) / Math.PI
  const ring = (scale, fill) => `<ellipse rx="${end.r * narrow * scale}" ry="${end.r * scale}" fill="${fill}"/>`
  const place = { transform: `translate(${end.at.join(' ')}) rotate(${angle})` }
  stage.add(
    tag(
      'g',
      place,
      ring(1, shade(colour, [-0.2, 0.6, 0.7])) + ring(wall, darker(shade(colour, [0.5, -0.4, 0.6]), 0.55)),
    ),
  )
}

const KYUSU = {
  round: {
    body: outline('130 0!, 150 12, 232 90, 262 175, 228 262, 140 312, 132 318'),
    lid: outline('138 0, 142 6, 120 26, 60 46, 0 50'),
    spout: outline('-190 165 60 62, -280 215 74 40, -352 292 84 25, -378 322 88 22'),
    handle: outline('165 190 150 40, 235 214 210 33, 320 246 280 40, 392 276 340 47'),
  },
  flat: {
    body: outline('190 0!, 215 10, 312 70, 336 120, 300 178, 190 214, 180 218'),
    lid: outline('188 0, 192 6, 160 22, 70 36, 0 40'),
    spout: outline('-260 110 60 48, -330 142 76 32, -396 196 86 20, -412 210 88 18'),
    handle: outline('220 128 180 34, 285 146 240 28, 360 168 300 34, 420 186 345 40'),
  },
}

export function kyusu(stage, { colour, shape = 'round', scorch = null }) {
  const form = KYUSU[shape]
  const at = [-20, 0]
  const shift = (points) => points.map(([x, ...rest]) => [x + at[0], ...rest])
  const spout = tube(stage, { points: shift(form.spout), colour, gloss: 0.14, tightness: 14 })
  mouth(stage, spout, { colour, narrow: 0.5 })
  const drift = wander(stage.random)
  const fire = (h, angle) =>
    scorch ? mix(colour, scorch, ease(0.1, 0.9, 0.4 + drift(angle * 1.4 + h / 190) * 0.6)) : colour
  const top = form.body.at(-1)[1]
  lathe(stage, { points: form.body, at, colour: fire, gloss: 0.14, tightness: 12, ridges: 0.045 })
  lathe(stage, { points: form.lid, at, lift: top, colour, gloss: 0.14, tightness: 12, contact: false })
  lathe(stage, {
    points: outline('16 0, 22 16, 34 30, 30 46, 0 54'),
    at,
    lift: top + form.lid.at(-1)[1] - 3,
    colour,
    gloss: 0.18,
    contact: false,
  })
  const joint = (share) => 0.72 + 0.28 * ease(0, 0.25, share)
  const handle = tube(stage, { points: shift(form.handle), colour, gloss: 0.16, tightness: 14, occlusion: joint })
  mouth(stage, handle, { colour, narrow: 0.66, wall: 0.62 })
}

/** A pot with an arched handle over the top; `dots` makes it the iron kettle. */
export function archPot(stage, { colour, cane = true, dots = false, gloss = 0.16 }) {
  const body = outline('150 0!, 172 12, 262 110, 290 215, 250 320, 150 372, 142 378')
  const at = [20, 0]
  const arch = outline(
    '-190 318 0 11, -246 430 -4 13, -190 600 -6 15, 0 672 -6 17, 190 600 -6 15, 246 430 -4 13, 190 318 0 11',
  ).map(([x, ...rest]) => [x + at[0], ...rest])
  const wound = (share) =>
    share < 0.12 || share > 0.88 ? darker(colour, 0.2) : mix('#b68a50', '#83592d', 0.5 + 0.5 * Math.sin(share * 210))
  const spout = tube(stage, {
    points: outline('-200 190 40 58, -296 236 50 40, -352 318 56 27, -380 350 58 25').map(([x, ...r]) => [
      x + at[0],
      ...r,
    ]),
    colour,
    gloss,
  })
  mouth(stage, spout, { colour, narrow: 0.5 })
  tube(stage, { points: arch, colour: cane ? wound : colour, gloss: cane ? 0.15 : 0.2, steps: 40 })
  const pot = lathe(stage, { points: body, at, colour, gloss, tightness: 12, ridges: dots ? 0 : 0.05 })
  if (dots) studs(stage, pot, colour)
  lathe(stage, {
    points: outline('150 0, 154 7, 120 26, 50 40, 0 43'),
    at,
    lift: 378,
    colour,
    gloss,
    tightness: 12,
    contact: false,
  })
  lathe(stage, {
    points: outline('14 0, 18 14, 32 30, 28 46, 0 54'),
    at,
    lift: 418,
    colour: dots ? '#8a6a3c' : colour,
    gloss: 0.25,
    contact: false,
  })
}

function studs(stage, pot, colour) {
  const marks = []
  for (let row = 0; row < 15; row++) {
    const share = 0.27 + row * 0.036
    for (let column = -15; column <= 15; column++) {
      const angle = ((column + (row % 2) / 2) * Math.PI) / 31
      const { x, y, squeeze, ring } = onSurface(stage, pot, share, angle)
      if (squeeze < 0.1) continue
      const lit = shade(lighter(colour, 0.1), [Math.sin(angle) * ring.out - 0.5, ring.up + 0.6, Math.cos(angle)], {
        gloss: 0.4,
        tightness: 8,
      })
      marks.push(
        tag('ellipse', { cx: x + 1.6, cy: y + 2, rx: 6 * squeeze + 1, ry: 6, fill: '#000', opacity: 0.5 }),
        tag('ellipse', { cx: x, cy: y, rx: 5 * squeeze + 0.8, ry: 5, fill: lit }),
      )
    }
  }
  stage.add(marks.join(''))
}

/** A porcelain pot without handle, a pulled lip at the left. */
export function hohin(stage, { colour }) {
  tube(stage, {
    points: outline('-180 225 60 62, -250 268 80 44, -300 300 90 18'),
    colour,
    gloss: 0.35,
  })
  lidded(stage, {
    body: outline('130 0!, 146 10, 228 110, 254 210, 246 286'),
    lid: outline('232 0, 236 7, 200 30, 90 52, 0 58'),
    knob: {
      points: outline('22 0, 26 14, 44 28, 38 44, 0 52'),
      colour,
    },
    colour,
    line: 0,
    gloss: 0.35,
    ridges: 0.012,
  })
}
