/** Lamps, candlesticks and candles. */

import { glazed } from './clay.mjs'
import { hollow, lathe, onSurface } from './lathe.mjs'
import { darker, ease, mix } from './light.mjs'
import { outline, stroke, tag } from './svg.mjs'
import { tube } from './tube.mjs'

const BRASS = '#b08a4a'

/** A pool of lamp light on the wall or the table. */
function halo(stage, [x, y, z], [rx, ry], strength = 0.5) {
  const [cx, cy] = stage.project([x, y, z])
  const fill = stage.radial({}, [
    [0, '#fff0cf', strength],
    [0.5, '#ffe9c0', strength * 0.35],
    [1, '#ffe4b5', 0],
  ])
  stage.add(tag('ellipse', { cx, cy, rx, ry, fill }))
}

export function tableLamp(stage, { colour }) {
  halo(stage, [0, 640, 0], [620, 560], 0.5)
  const cord = outline('130 5 -20 5, 300 5 60 5, 430 5 -10 5, 640 5 30 5')
  tube(stage, { points: cord, colour: '#6b5d50', gloss: 0 })
  const base = outline('120 0!, 134 12, 190 90, 204 180, 160 290, 70 360, 44 385')
  lathe(stage, { points: base, colour: glazed(stage, colour, { line: 26 }), gloss: 0.2, ridges: 0.05 })
  lathe(stage, {
    points: outline('20 0, 20 90'),
    lift: 385,
    colour: BRASS,
    gloss: 0.6,
    contact: false,
  })
  const glow = (h) => 0.06 + 0.2 * ease(790, 430, h)
  const linen = (h, angle) => mix('#efe3cc', '#d9c7a5', 0.5 + 0.5 * Math.sin(angle * 150) * 0.5 + 0.1 * Math.sin(h))
  const cover = lathe(stage, {
    points: outline('285 0!, 180 350'),
    lift: 430,
    colour: linen,
    gloss: 0,
    glow,
    contact: false,
  })
  hollow(stage, cover, { wall: 5, inside: '#fbeccb', depth: 200, lip: '#f3e8d2', glow: 0.55 })
}

export function domeLamp(stage, { colour }) {
  halo(stage, [0, 4, 30], [430, 130], 0.75)
  lathe(stage, {
    points: outline('150 0!, 154 6, 154 20, 140 30, 40 36, 0 37'),
    colour,
    gloss: 0.16,
  })
  lathe(stage, {
    points: outline('15 36, 15 520'),
    colour: darker(colour, 0.08),
    gloss: 0.3,
    contact: false,
  })
  halo(stage, [0, 440, 0], [210, 90], 0.55)
  const dome = outline('300 0!, 303 8, 292 80, 238 180, 140 246, 40 268, 0 270')
  lathe(stage, { points: dome, lift: 470, colour, gloss: 0.22, tightness: 14, contact: false })
  lathe(stage, {
    points: outline('18 0, 18 14, 10 24, 0 26'),
    lift: 738,
    colour: BRASS,
    gloss: 0.6,
    contact: false,
  })
}

export function carryLamp(stage, { colour }) {
  halo(stage, [0, 300, 0], [600, 520], 0.5)
  halo(stage, [0, 4, 40], [420, 120], 0.5)
  const arch = outline(
    '-205 120 0 12, -222 420 -6 12, -130 660 -8 13, 0 716 -8 13, 130 660 -8 13, 222 420 -6 12, 205 120 0 12',
  )
  tube(stage, {
    points: arch,
    colour: (share) => mix('#b98d55', '#94683a', 0.5 + 0.5 * Math.sin(share * 160)),
    gloss: 0.2,
  })
  lathe(stage, {
    points: outline('200 0!, 206 8, 206 110, 198 124, 150 130, 0 131'),
    colour,
    gloss: 0.18,
  })
  const opal = outline('150 0, 190 60, 206 150, 180 260, 110 330, 30 356, 0 358')
  lathe(stage, { points: opal, lift: 128, colour: '#fbf1df', gloss: 0.3, glow: 0.24, contact: false })
  lathe(stage, {
    points: outline('34 0, 34 14, 22 22, 0 24'),
    lift: 482,
    colour,
    gloss: 0.2,
    contact: false,
  })
}

export function candlestick(stage, { at, tall }) {
  const t = tall
  const wood = '#3b3431'
  const foot = [
    [105, 0, true],
    [110, 10],
    [96, 30],
    [44, 56],
    [28, 90],
    [34, t * 0.5],
    [52, t * 0.62],
    [34, t * 0.74],
    [28, t * 0.86],
    [50, t - 16],
    [52, t],
  ]
  lathe(stage, { points: foot, at, colour: wood, gloss: 0.22 })
  lathe(stage, {
    points: outline('52 0, 46 3, 0 4'),
    at,
    lift: t,
    colour: wood,
    gloss: 0.2,
    contact: false,
  })
  lathe(stage, {
    points: outline('27 0, 31 34'),
    at,
    lift: t + 3,
    colour: BRASS,
    gloss: 0.7,
    tightness: 14,
    contact: false,
  })
  const taper = outline('24 0, 22 250, 17 380, 6 402, 0 404')
  lathe(stage, { points: taper, at, lift: t + 34, colour: '#efe4cb', gloss: 0.12, glow: 0.06, contact: false })
  tube(stage, {
    points: [
      [at[0], t + 434, at[1], 2.4],
      [at[0] + 3, t + 450, at[1], 2],
      [at[0] + 8, t + 460, at[1], 1.4],
    ],
    colour: '#3a322c',
  })
}

export function candle(stage, { colour }) {
  const at = [0, 0]
  const points = outline('196 0!, 208 14, 212 60, 212 400')
  const body = lathe(stage, { points, at, colour: glazed(stage, colour, { line: 20 }), gloss: 0.12, ridges: 0.03 })
  hollow(stage, body, { wall: 14, inside: colour, fill: '#f2e7d0', fillDepth: 44 })
  const wrap = [0.36, 0.72].map((share) =>
    [-0.62, -0.4, -0.2, 0, 0.2, 0.4, 0.62].map((angle) => onSurface(stage, body, share, angle - 0.12)),
  )
  const loop = [...wrap[0], ...wrap[1].reverse()].map(({ x, y }) => `${x},${y}`).join(' ')
  const paper = stage.gradient('x1="0" y1="0" x2="1" y2="0"', [
    [0, '#f4ecdc'],
    [0.45, '#efe5d2'],
    [1, '#c4b7a0'],
  ])
  stage.add(`<polygon points="${loop}" fill="${paper}"/>`)
  for (const [share, half] of outline('0.6 0.3, 0.53 0.2, 0.45 0.1')) {
    const line = [-1, -0.5, 0, 0.5, 1].map((side) => onSurface(stage, body, share, side * half - 0.12))
    stage.add(
      stroke(`M${line.map(({ x, y }) => `${x} ${y}`).join('L')}`, '#5d5145', share > 0.55 ? 7 : 3, { opacity: 0.75 }),
    )
  }
  flame(stage, [0, 366, 0])
}

function flame(stage, [x, h, z]) {
  halo(stage, [x, h + 40, z], [330, 330], 0.5)
  halo(stage, [x, h - 2, z], [150, 36], 0.8)
  tube(stage, {
    points: [
      [x, h - 12, z, 3],
      [x + 2, h + 12, z, 3],
    ],
    colour: '#2e2722',
    shadow: false,
  })
  const [cx, cy] = stage.project([x + 2, h + 8, z])
  const id = stage.gradient('x1="0" y1="1" x2="0" y2="0"', [
    [0, '#f0a04a'],
    [0.3, '#ffd88a'],
    [0.7, '#fff6dc'],
    [1, '#ffe3a3'],
  ])
  stage.add(`<path d="M${cx} ${cy}c-22 -18 -16 -48 0 -84c14 36 22 66 0 84z" fill="${id}" filter="${stage.blur(1.6)}"/>`)
}
