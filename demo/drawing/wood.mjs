/** Trays and boxes of turned, bent and joined wood. */

import { block } from './block.mjs'
import { hollow, lathe, onSurface } from './lathe.mjs'
import { darker, mix } from './light.mjs'
import { wander } from './random.mjs'
import { outline, stroke, tag } from './svg.mjs'

/** Rings and streaks of wood seen from above, on an ellipse around the middle of a tray. */
function grain(stage, { r, h, colour, at = [0, 0] }) {
  const drift = wander(stage.random)
  const [cx, cy] = stage.project([at[0], h, at[1]])
  const clip = stage.clip(`<ellipse cx="${cx}" cy="${cy}" rx="${r}" ry="${r * stage.tilt}"/>`)
  const [lines, tone] = [[], darker(colour, 0.55)]
  for (let z = -r; z < r; z += stage.random(9, 26)) {
    const row = Array.from({ length: 25 }, (_, i) => {
      const x = -r + (i * 2 * r) / 24
      const arch = 60 * Math.exp(-((z / 130) ** 2)) * Math.cos((x / r) * 1.4)
      return stage.project([at[0] + x, h, at[1] + z + arch + 14 * drift(x / 260 + z / 300)]).join(' ')
    })
    lines.push(
      stroke(`M${row.join('L')}`, tone, stage.random(1, 3.4).toFixed(1), {
        opacity: stage.random(0.12, 0.4).toFixed(2),
      }),
    )
  }
  stage.add(tag('g', { 'clip-path': clip }, lines.join('')))
}

export function roundTray(stage, { colour, grained = true, gloss = 0.12, r = 440 }) {
  const points = [
    [r - 28, 0, true],
    [r - 14, 8],
    [r, 34],
    [r + 4, 74],
  ]
  const body = lathe(stage, { points, colour, gloss })
  hollow(stage, body, { wall: 18, inside: colour, depth: 44, lip: colour, gloss })
  if (grained) grain(stage, { r: r - 22, h: 34, colour })
  else sheen(stage, { r: r - 30, h: 34 })
}

/** The window mirrored softly in lacquer. */
function sheen(stage, { r, h }) {
  const [cx, cy] = stage.project([-r * 0.34, h, -r * 0.25])
  const clip = stage.clip(`<ellipse cx="600" cy="${stage.project([0, h, 0])[1]}" rx="${r}" ry="${r * stage.tilt}"/>`)
  const window = { cx, cy, rx: r * 0.5, ry: r * 0.2, fill: '#fff', opacity: 0.3 }
  stage.add(tag('g', { 'clip-path': clip }, tag('ellipse', { ...window, filter: stage.blur(38) })))
}

export function bentBox(stage, { colour }) {
  const streak = wander(stage.random)
  const wood = (tone) => (h, angle) =>
    mix(
      tone,
      darker(tone, 0.3),
      0.3 + 0.16 * Math.sin(h * 0.17 + 3 * streak(angle * 1.2)) + 0.14 * streak(h * 0.4 + angle),
    )
  const side = lathe(stage, {
    points: outline('300 0!, 300 210'),
    colour: wood(colour),
    gloss: 0.06,
  })
  lathe(stage, {
    points: outline('310 0!, 312 4, 312 106, 306 112, 0 113'),
    lift: 170,
    colour: wood(colour),
    gloss: 0.06,
    contact: false,
  })
  grain(stage, { r: 300, h: 283, colour })
  for (const [share, angle] of outline('0.2 -0.32, 0.42 -0.32, 0.64 -0.32, 0.2 -0.26, 0.42 -0.26, 0.64 -0.26')) {
    const { x, y } = onSurface(stage, side, share, angle)
    stage.add(
      tag('circle', { cx: x, cy: y, r: 5.5, fill: '#9a5a34' }) +
        tag('circle', { cx: x - 1.5, cy: y - 1.5, r: 2, fill: '#e6b48c' }),
    )
  }
}

/** A rectangular tray: base board, two back walls, then two front walls. */
export function cedarTray(stage, { colour }) {
  const turn = 0.42
  const [w, d, t, h] = [760, 500, 20, 62]
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const spot = (x, z) => [x * cos + z * sin, z * cos - x * sin]
  const wall = (size, x, z, shadow = true) => block(stage, { size, at: spot(x, z), turn, colour, gloss: 0.04, shadow })
  const base = block(stage, { size: [w, 14, d], turn, colour, gloss: 0.04 })
  const { at } = base.lid
  const lines = []
  for (let v = 0.03; v < 0.98; v += stage.random(0.014, 0.045)) {
    const bow = stage.random(-0.006, 0.006)
    lines.push(
      stroke(`M${at(0, v)}Q${at(0.5, v + bow)} ${at(1, v)}`, darker(colour, 0.5), stage.random(1, 3).toFixed(1), {
        opacity: stage.random(0.15, 0.45).toFixed(2),
      }),
    )
  }
  stage.add(lines.join(''))
  const shaded = [at(0, 0), at(0, 1), at(0.09, 0.9), at(0.09, 0)]
  stage.add(tag('polygon', { points: shaded.join(' '), fill: '#3a2415', opacity: 0.28, filter: stage.blur(9) }))
  wall([w, h, t], 0, -d / 2 + t / 2)
  wall([t, h, d], w / 2 - t / 2, 0)
  wall([t, h, d], -w / 2 + t / 2, 0)
  wall([w, h, t], 0, d / 2 - t / 2)
}
