/** Cloth that hangs from a peg or a rod, and cloth wrapped around a gift. */

import { lathe } from './lathe.mjs'
import { darker, ease, lighter, mix } from './light.mjs'
import { wander } from './random.mjs'
import { sheet, weave } from './sheet.mjs'
import { outline, stroke } from './svg.mjs'
import { tube } from './tube.mjs'

/** A cloth hanging by one loop from a peg. */
export function pegged(stage, { colour, stripe }) {
  const drift = wander(stage.random)
  const [cx, top] = [0, 1560]
  const point = (u, v) => {
    const open = ease(-0.12, 0.62, v)
    const half = 30 + 215 * open
    const side = 2 * u - 1
    const fall = 980 - 130 * Math.abs(side) ** 1.5
    const fold = (9 + 20 * open) * Math.sin(side * 8 + 0.8 * drift(v * 2)) + 9 * drift(side * 5 + v)
    return [cx + side * half + 14 * drift(v * 2.2) * v, top - v * fall, fold * (0.35 + 0.65 * ease(0, 0.3, v))]
  }
  const print = (u) =>
    stripe && ((u > 0.14 && u < 0.2) || (u > 0.23 && u < 0.25) || (u > 0.75 && u < 0.77) || (u > 0.8 && u < 0.86))
      ? stripe
      : colour
  hang(stage, { point, colour: print, kind: 'linen', columns: 150, rows: 110 })
  const loopTop = stage.project([0, top + 48, 0])[1]
  stage.add(stroke(`M594 ${loopTop}q-16 40 -12 66M606 ${loopTop}q16 40 12 66`, darker(colour, 0.25), 6))
  peg(stage, [0, top + 34])
}

function peg(stage, [x, y]) {
  const [cx, cy] = stage.project([x, y, 0])
  stage.castOnWall(`<circle cx="${cx}" cy="${cy}" r="25"/>`)
  const id = stage.define(
    (name) => `<radialGradient id="${name}" cx=".36" cy=".32" r=".75"><stop offset="0" stop-color="#e3c79c"/>
    <stop offset=".6" stop-color="#bd9765"/><stop offset="1" stop-color="#7d5d39"/></radialGradient>`,
  )
  stage.add(`<circle cx="${cx}" cy="${cy}" r="27" fill="url(#${id})"/>`)
}

function hang(stage, { point, colour, kind, columns, rows }) {
  const cloth = sheet(stage, { point, colour, columns, rows, shadow: false, occlusion: () => 0.98 })
  stage.castOnWall(`<polygon points="${cloth.outline}"/>`)
  weave(stage, cloth.outline, kind)
  return cloth
}

/** A long cloth over a rod, with a print of six-pointed stars drawn in its own plane. */
export function tenugui(stage, { colour }) {
  const drift = wander(stage.random)
  const [top, w, tall] = [1640, 430, 1090]
  const point = (u, v) => {
    const side = 2 * u - 1
    const fold = 20 * Math.sin(side * 5.2 + 0.7 * drift(v * 1.3)) * (0.3 + 0.7 * v) + 8 * drift(side * 4 + v)
    return [side * (w / 2) * (1 - 0.02 * v) + 8 * drift(v * 2) * v, top - v * tall + 5 * drift(side * 3) * v, fold]
  }
  tube(stage, {
    points: [
      [-330, top + 4, -8, 11],
      [330, top + 4, -8, 11],
    ],
    colour: '#b8935f',
    shadow: false,
    steps: 60,
  })
  const rodY = stage.project([0, top + 4, 0])[1]
  stage.castOnWall(`<rect x="270" y="${rodY - 10}" width="660" height="20"/>`)
  const cloth = hang(stage, { point, colour, kind: 'linen', columns: 110, rows: 130 })
  stars(stage, cloth, { w, tall })
  const fringe = Array.from({ length: 80 }, (_, i) => {
    const [x, y] = cloth.at(i / 79, 1)
    return `<path d="M${x} ${y - 2}l${stage.random(-2, 2).toFixed(1)} ${stage.random(5, 13).toFixed(1)}"/>`
  })
  stage.add(`<g stroke="${colour}" stroke-width="1.6">${fringe.join('')}</g>`)
  tube(stage, {
    points: [
      [-w / 2 - 1, top + 6, 6, 12],
      [w / 2 + 1, top + 6, 6, 12],
    ],
    colour,
    shadow: false,
    gloss: 0,
    steps: 60,
  })
}

function stars(stage, cloth, { w, tall }) {
  const cell = 71
  const rise = cell * Math.sqrt(3)
  const lines = []
  const line = (x1, y1, x2, y2) => {
    const ends = [
      [x1 / w, y1 / tall],
      [x2 / w, y2 / tall],
    ]
    if (ends.flat().some((value) => value < 0 || value > 1)) return
    const [a, b] = ends.map(([u, v]) => cloth.at(u, v))
    lines.push(`M${a}L${b}`)
  }
  for (let row = -1; row * rise * 0.5 < tall + rise; row++) {
    for (let column = -1; column * cell < w + cell; column++) {
      const [x, y] = [column * cell * 1.0 + (row % 2 ? cell / 2 : 0) + 1, row * rise * 0.5]
      for (let arm = 0; arm < 6; arm++) {
        const angle = (arm * Math.PI) / 3
        line(x, y, x + cell * Math.cos(angle), y + cell * Math.sin(angle))
        const turn = angle + Math.PI / 6
        const [mx, my] = [x + (cell / Math.sqrt(3)) * Math.cos(turn), y + (cell / Math.sqrt(3)) * Math.sin(turn)]
        line(x, y, mx, my)
      }
    }
  }
  stage.add(`<path d="${lines.join('')}" fill="none" stroke="#f4ede0" stroke-width="2.6" opacity=".62"/>`)
}

/** Something round wrapped in cloth: the cloth gathers into pleats below the knot. */
export function bundle(stage, { colour }) {
  const drift = wander(stage.random)
  const points = outline('215 0, 272 22, 322 110, 326 200, 278 300, 160 372, 74 402, 62 420, 0 428')
  const tone = (h, angle) => mix(colour, darker(colour, 0.4), 0.25 + 0.2 * drift(angle * 3 + h / 160))
  const fluteDepth = (h) => 0.05 + 0.34 * ease(60, 400, h)
  lathe(stage, { points, colour: tone, gloss: 0.03, flutes: 17, fluteDepth, ridges: 0.03 })
  knot(stage, { colour, y: 392 })
}

function knot(stage, { colour, y }) {
  const ear = (side) => [
    [0, y + 30, 20, 20],
    [side * 90, y + 92, 24, 44],
    [side * 190, y + 66, 30, 46],
    [side * 262, y - 6, 40, 6],
  ]
  const deep = (share) => 0.72 + 0.28 * Math.sin(share * Math.PI)
  tube(stage, { points: ear(1), colour, gloss: 0.03, occlusion: deep })
  tube(stage, { points: ear(-1), colour: lighter(colour, 0.03), gloss: 0.03, occlusion: deep })
  tube(stage, {
    points: [
      [-58, y - 6, 40, 16],
      [-20, y + 36, 52, 40],
      [26, y + 38, 52, 40],
      [60, y, 40, 16],
    ],
    colour,
    gloss: 0.03,
  })
  tube(stage, {
    points: [
      [-34, y + 66, 40, 14],
      [0, y + 40, 66, 34],
      [26, y - 14, 60, 16],
    ],
    colour: lighter(colour, 0.04),
    gloss: 0.03,
  })
}
