/** Bags and pouches: soft panels with stitched edges, straps and zips. */

import { darker, ease, lighter, shade } from './light.mjs'
import { wander } from './random.mjs'
import { sheet, weave } from './sheet.mjs'
import { stroke } from './svg.mjs'

const TEETH = { 'stroke-dasharray': '4 3' }
const round = (value) => Math.round(value * 10) / 10

/** A flat strap along a line of pixels, with its own soft shadow and two rows of stitches. */
function strap(stage, path, { colour, width = 34, stitches = true, dim = 1, shadow = true }) {
  const line = (tone, wide, extra = '') =>
    `<path d="${path}" fill="none" stroke="${tone}" stroke-width="${wide}" stroke-linejoin="round" ${extra}/>`
  const face = shade(colour, [-0.1, 0.3, 0.95], { occlusion: dim })
  const parts = [
    line(darker(face, 0.35), width),
    line(face, width - 4, 'transform="translate(-1.5 -1)"'),
    line(
      lighter(face, 0.14),
      width * 0.3,
      `transform="translate(-${width * 0.2} -2)" opacity=".5" filter="${stage.blur(4)}"`,
    ),
  ]
  if (stitches) parts.push(line(darker(face, 0.4), 1.6, 'stroke-dasharray="9 6" opacity=".6"'))
  const veil = shadow
    ? line('#1d1511', width, `transform="translate(14 12)" opacity=".26" filter="${stage.blur(9)}"`)
    : ''
  stage.add(veil + parts.join(''))
}

function panel(stage, { w, h, bulge, z, colour, flare = 0.05, wrinkles = 1, kind = 'canvas', dip = 0 }) {
  const drift = wander(stage.random)
  const crease = wander(stage.random)
  const point = (i, j) => {
    const [u, v] = [2 * i - 1, 1 - j]
    const round9 = Math.max(0, 1 - Math.abs(u) ** 7)
    const belly = bulge * round9 ** 0.6 * (0.55 + 0.45 * Math.sin(Math.PI * (0.12 + 0.72 * (1 - v))))
    const soft = wrinkles * (9 * drift(u * 2.2 + v * 2.6) + 10 * crease(u * 3.2 - v * 4.4) * (1 - v * 0.4)) * round9
    const base = ease(0, 0.05, v)
    const x = (w / 2) * u * (1 + flare * v - 0.025 * Math.sin(Math.PI * v) + (base - 1) * 0.025)
    return [
      x + 4 * drift(v * 3) * v,
      v * h - dip * (1 - u * u) * ease(0.7, 1, v),
      z + (belly + soft) * (0.82 + 0.18 * base),
    ]
  }
  const occlusion = (u, v) => (0.66 + 0.34 * ease(1, 0.86, v)) * (0.86 + 0.14 * ease(0, 0.05, Math.min(u, 1 - u)))
  const cloth = sheet(stage, { point, colour, columns: 120, rows: 120, occlusion, shadow: false, gloss: 0.04 })
  weave(stage, cloth.outline, kind)
  return cloth
}

function stitch(stage, panelOf, from, to, colour) {
  const spots = Array.from({ length: 41 }, (_, i) =>
    panelOf
      .at(...from.map((value, axis) => value + ((to[axis] - value) * i) / 40))
      .map(round)
      .join(' '),
  )
  stage.add(stroke(`M${spots.join('L')}`, colour, 2.2, { 'stroke-dasharray': '10 6', opacity: 0.7 }))
}

export function tote(stage, { colour }) {
  const [w, h, depth] = [590, 610, 95]
  const loop = (panelOf, rise, v = 0.012) => {
    const [a, b] = [panelOf.at(0.27, v), panelOf.at(0.73, v)]
    const crown = `${(a[0] + b[0]) / 2} ${a[1] - rise * 1.2}`
    const climb = `${a[0] + 4} ${a[1] - rise} ${a[0] + 80} ${a[1] - rise * 1.22}`
    return `M${a}C${climb} ${crown}S${b[0] - 4} ${b[1] - rise} ${b}`
  }
  const back = panel(stage, { w: w - 14, h: h + 6, bulge: -60, z: -depth, colour: darker(colour, 0.3), wrinkles: 0.4 })
  strap(stage, loop(back, 250), { colour, dim: 0.72, shadow: false })
  const front = panel(stage, { w, h, bulge: 66, z: depth * 0.3, colour, dip: 14 })
  const thread = lighter(colour, 0.35)
  for (const v of [0.06, 0.072]) stitch(stage, front, [0.02, v], [0.98, v], thread)
  for (const u of [0.27, 0.73]) {
    const [[x1, y1], [x2, y2]] = [front.at(u, 0.02), front.at(u, 0.26)]
    strap(stage, `M${x1} ${y1}L${x2} ${y2}`, { colour, shadow: true })
    stage.add(stroke(`M${x2 - 13} ${y2 - 8}h26l-24 -32h22l-24 32`, thread, 1.8, { opacity: 0.75 }))
  }
  strap(stage, loop(front, 235), { colour })
  stage.castBox([580, 590, 150], [0, -20])
}

export function holdall(stage, { colour }) {
  const [w, h] = [800, 400]
  const leather = '#9a6238'
  const handle = (lift, x) => `M${430 + x} ${lift + 190}c10 -190 70 -260 170 -260s160 70 170 260`
  const top = stage.project([0, h, 0])[1]
  strap(stage, handle(top - 70, 14), { colour: leather, width: 26, dim: 0.65, shadow: false })
  const drift = wander(stage.random)
  const point = (i, v) => {
    const u = 2 * i - 1
    const angle = (v * 1.08 - 0.1) * Math.PI
    const ends = Math.max(0, 1 - Math.abs(u) ** 6) ** 0.5
    const crumple = 9 * drift(u * 3 + v * 4) + 8 * drift(u * 7 - v * 5)
    const reach = 1 + (crumple / 240) * ends
    const y = h * 0.5 + (h * 0.5 * Math.cos(angle) * (0.7 + 0.3 * ends) - 12 * Math.abs(u) ** 3) * reach
    return [
      (w / 2) * u * (1 + 0.02 * Math.sin(v * 6)),
      Math.max(0, y),
      150 * Math.sin(angle) * (0.55 + 0.45 * ends) * reach,
    ]
  }
  const body = sheet(stage, {
    point,
    colour,
    columns: 150,
    rows: 110,
    gloss: 0.1,
    shadow: false,
    occlusion: (u, v) => (0.6 + 0.4 * ease(1, 0.78, v)) * (0.8 + 0.2 * ease(0, 0.06, Math.min(u, 1 - u))),
  })
  weave(stage, body.outline, 'linen', { strength: 0.7 })
  const zip = Array.from({ length: 41 }, (_, i) => body.at(0.06 + (0.88 * i) / 40, 0.15).join(' '))
  stage.add(stroke(`M${zip.join('L')}`, darker(colour, 0.45), 17) + stroke(`M${zip.join('L')}`, '#b99a5b', 6, TEETH))
  for (const u of [0.285, 0.715]) {
    const spots = Array.from({ length: 21 }, (_, i) => body.at(u, 0.26 + (0.66 * i) / 20).join(' '))
    strap(stage, `M${spots.join('L')}`, { colour: leather, width: 34 })
  }
  strap(stage, handle(top - 6, 0), { colour: leather, width: 28 })
  for (const u of [0.015, 0.985]) stitch(stage, body, [u, 0.2], [u, 0.96], darker(colour, 0.5))
  stage.castBox([770, 370, 190], [0, -60])
}

export function zipPouch(stage, { colour }) {
  const [w, h] = [700, 430]
  const front = panel(stage, { w, h, bulge: 82, z: 0, colour, flare: -0.02, wrinkles: 0.8 })
  stage.castBox([670, 410, 110], [0, -10])
  const path = (v, from = 0.02, to = 0.98) =>
    Array.from({ length: 41 }, (_, i) => front.at(from + ((to - from) * i) / 40, v).join(' ')).join('L')
  stage.add(stroke(`M${path(0.03)}`, darker(colour, 0.3), 26) + stroke(`M${path(0.03)}`, '#b59a62', 8, TEETH))
  stitch(stage, front, [0.02, 0.08], [0.98, 0.08], lighter(colour, 0.3))
  const [x, y] = front.at(0.93, 0.03)
  strap(stage, `M${x} ${y}q10 34 2 96`, { colour: '#9a6238', width: 26, stitches: false })
  stage.add(`<circle cx="${x}" cy="${y}" r="10" fill="#c2a468" stroke="#7d6537" stroke-width="2"/>`)
}

/** A standing paper pouch: crimped at the top, full in the belly. */
export function standPouch(stage, { colour, label }) {
  const [w, h] = [470, 690]
  const drift = wander(stage.random)
  const point = (i, j) => {
    const [u, v] = [2 * i - 1, 1 - j]
    const full = Math.sin(Math.PI * Math.min(1, 0.2 + 0.62 * (1 - v))) * ease(1, 0.8, v)
    const z = 105 * full * Math.max(0, 1 - Math.abs(u) ** 3) ** 0.8 + 4 * drift(u * 4 + v * 3) * ease(0.95, 0.7, v)
    return [
      (w / 2) * u * (1 - 0.035 * full),
      v * h + 14 * (1 - u * u) * (v - 1) * 0.6,
      z + 26 * (1 - u * u) * ease(0.2, 0, v),
    ]
  }
  const occlusion = (u, v) => (0.7 + 0.3 * ease(1, 0.88, v)) * (0.9 + 0.1 * ease(0, 0.04, Math.min(u, 1 - u)))
  const bag = sheet(stage, { point, colour, columns: 100, rows: 130, occlusion, shadow: false, gloss: 0.04 })
  stage.castBox([450, 660, 130], [0, 0])
  const row = (v, from, to) => Array.from({ length: 21 }, (_, i) => bag.at(from + ((to - from) * i) / 20, v))
  for (const v of [0.075, 0.083])
    stage.add(`<path d="M${row(v, 0.005, 0.995).join('L')}" fill="none" stroke="#000" stroke-width="2" opacity=".2"/>`)
  const loop = [...row(0.36, 0.2, 0.8), ...row(0.74, 0.2, 0.8).reverse()].join(' ')
  const paper = stage.gradient('x1="0" y1="0" x2="1" y2=".2"', [
    [0, lighter(label, 0.16)],
    [0.5, label],
    [1, darker(label, 0.3)],
  ])
  stage.add(`<polygon points="${loop}" fill="${paper}"/>`)
  for (const [v, half, wide] of [
    [0.47, 0.12, 10],
    [0.55, 0.18, 4],
    [0.6, 0.14, 4],
    [0.65, 0.16, 4],
  ]) {
    stage.add(stroke(`M${row(v, 0.5 - half, 0.5 + half).join('L')}`, '#f4efdf', wide, { opacity: 0.85 }))
  }
}
