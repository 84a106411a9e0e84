/** Notebooks, boxes, pens and pencils. */

import { block, pages, patch } from './block.mjs'
import { glazed } from './clay.mjs'
import { hollow, lathe } from './lathe.mjs'
import { lighter, mix, shade } from './light.mjs'
import { weave } from './sheet.mjs'
import { stroke } from './svg.mjs'
import { tube } from './tube.mjs'

const CREAM = '#efe6d2'

/** A bound book standing on its foot: back board, pages, front board. */
export function book(
  stage,
  { colour, size: [w, h, t], turn = -0.5, spine, ribbon = '#a8553a', label = false, at = [0, 0] },
) {
  const normal = [Math.sin(turn), Math.cos(turn)]
  const place = (out) => [at[0] + normal[0] * out, at[1] + normal[1] * out]
  const board = 9
  block(stage, { size: [w, h, board], at: place(-t / 2), turn, colour })
  const inner = block(stage, {
    size: [w - 20, h - 20, t - board],
    at: place(0),
    lift: 10,
    turn,
    colour: CREAM,
    radius: 0,
  })
  pages(stage, inner.edge, { count: 13 })
  const ends = [inner.lid.at(0, 0.25), inner.lid.at(0, 0.5), inner.lid.at(0, 0.75)]
  stage.add(
    ends
      .map((end, i) => stroke(`M${end}L${inner.lid.at(1, 0.25 * (i + 1))}`, '#8a7b64', 1, { opacity: 0.35 }))
      .join(''),
  )
  const front = block(stage, { size: [w, h, board], at: place(t / 2), turn, colour, radius: 4 })
  weave(stage, front.front.outline, 'linen')
  if (spine) patch(stage, front.front, [0, 0, 0.14, 1], spine)
  else groove(stage, front.front)
  if (label) patch(stage, front.front, [0.34, 0.62, 0.4, 0.14], CREAM)
  if (ribbon) tail(stage, inner.edge.at(0.5, 0), ribbon)
}

function groove(stage, { at }) {
  const line = (u, colour, opacity) =>
    `<path d="M${at(u, 0.004)}L${at(u, 0.996)}" stroke="${colour}" stroke-width="4" opacity="${opacity}"/>`
  stage.add(line(0.085, '#000', 0.22) + line(0.093, '#fff', 0.16))
}

function tail(stage, [x, y], colour) {
  const tone = shade(colour, [0, 0.6, 0.8])
  stage.add(`<path d="M${x} ${y - 6}q10 20 34 30l26 12l-4 12l-28 -10q-30 -12 -38 -40z" fill="${tone}"/>`)
}

export function pocketBooks(stage, { colours }) {
  colours.forEach((colour, index) => {
    const turn = [-0.5, -0.3, -0.62][index]
    const cover = block(stage, {
      size: [500, 24, 720],
      lift: index * 27,
      turn,
      colour: CREAM,
      top: colour,
      side: CREAM,
      radius: 3,
    })
    for (const side of [cover.front, cover.edge]) {
      for (const v of [0.06, 0.94]) {
        stage.add(
          `<path d="M${side.at(0, v)}L${side.at(1, v)}" stroke="${shade(colour, side.normal)}" stroke-width="4"/>`,
        )
      }
    }
    weave(stage, cover.lid.outline, 'linen', { strength: 0.35 })
    const { at } = cover.lid
    if (index === colours.length - 1) {
      const stitches = `stroke="${lighter(colour, 0.5)}" stroke-width="3.4" stroke-dasharray="15 9" opacity=".85"`
      stage.add(`<path d="M${at(0.035, 0.03)}L${at(0.035, 0.97)}" ${stitches}/>`)
      patch(stage, cover.lid, [0.3, 0.62, 0.42, 0.16], CREAM)
    }
  })
}

export function archiveBoxes(stage, { colours }) {
  const turn = 0.42
  colours.forEach((colour, index) => {
    const lift = index * 226
    const shift = [index * 8, index * -4]
    const angle = turn + index * -0.05
    const body = block(stage, { size: [560, 170, 400], at: shift, lift, turn: angle, colour, radius: 3 })
    const lid = block(stage, {
      size: [574, 66, 414],
      at: shift,
      lift: lift + 160,
      turn: angle,
      colour: lighter(colour, 0.03),
      radius: 3,
    })
    shadowLine(stage, body.front, lid.front)
    patch(stage, body.front, [0.36, 0.3, 0.28, 0.38], CREAM, { line: '#a5824a' })
    for (const face of [lid.front, lid.edge, lid.lid, body.front, body.edge])
      weave(stage, face.outline, 'linen', { strength: 0.4 })
  })
}

function shadowLine(stage, body, lid) {
  const box = [lid.at(0, 0), lid.at(1, 0), body.at(1, 0.86), body.at(0, 0.86)].join(' ')
  stage.add(`<polygon points="${box}" fill="#000" opacity=".2" filter="${stage.blur(3)}"/>`)
}

export function pen(stage, { colour }) {
  const sheetOfPaper = block(stage, { size: [560, 6, 760], turn: 0.3, colour: CREAM, radius: 1 })
  const fold = `M${sheetOfPaper.lid.at(0, 0.5)}L${sheetOfPaper.lid.at(1, 0.5)}`
  stage.add(
    stroke(fold, '#000', 3, { opacity: 0.12 }) + stroke(fold, '#fff', 2, { opacity: 0.5, transform: 'translate(0 3)' }),
  )
  const [from, to] = [
    [-330, 24, 190],
    [300, 24, -150],
  ]
  const along = (t, r) => [...from.map((value, axis) => value + (to[axis] - value) * t), r]
  groundShadow(stage, from, to)
  const points = [
    along(0, 3),
    along(0.02, 7),
    along(0.1, 20),
    along(0.13, 22),
    along(0.5, 22),
    along(0.505, 22),
    along(0.97, 22),
    along(0.995, 19),
    along(1, 14),
  ]
  tube(stage, { points, colour, gloss: 0.75, tightness: 12, shadow: false })
  const [a, b] = [along(0.55, 0), along(0.556, 0)].map((point) => stage.project(point))
  stage.add(
    stroke(`M${a[0] - 9} ${a[1] - 19}l21 38`, '#3f2d12', 3, { opacity: 0.6 }) +
      stroke(`M${b[0] - 7} ${b[1] - 20}l21 38`, '#fff0c4', 2, { opacity: 0.5 }),
  )
}

/** A lying bar's shadow, which has to fall on what it lies on rather than on the table. */
export function groundShadow(stage, from, to, width = 34) {
  const [a, b] = [stage.project([from[0] + 26, 4, from[2] + 20]), stage.project([to[0] + 26, 4, to[2] + 20])]
  const layer = (wide, opacity, blur, more) =>
    stroke(`M${a}L${b}`, '#2a1d12', wide, { opacity, filter: stage.blur(blur), 'stroke-linecap': 'round', ...more })
  stage.add(layer(width, 0.32, 10) + layer(width * 0.5, 0.4, 4, { transform: 'translate(-12 -4)' }))
}

/** A pot with pencils; their lower ends are hidden by the front of the rim. */
export function penPot(stage, { colour, pencils, size: [r, h] = [190, 440], wood = false, line = 24 }) {
  const body = lathe(stage, {
    points: [
      [r - 8, 0, true],
      [r, 14],
      [r, h],
    ],
    colour: glazed(stage, colour, { line }),
    gloss: 0.16,
    ridges: 0.025,
  })
  hollow(stage, body, { wall: 13, inside: mix(colour, '#a98363', 0.5), depth: h - 30 })
  const [cx, cy] = stage.project([0, h, 0])
  const inner = r - 13
  const shape = `M0 0H1200V${cy}H${cx + inner}A${inner} ${inner * stage.tilt} 0 0 1 ${cx - inner} ${cy}H0z`
  stage.add(`<g clip-path="${stage.clip(`<path d="${shape}"/>`)}">`)
  for (const [index, tone] of pencils.entries())
    pencil(stage, { tone, wood, h, r: inner, index, count: pencils.length })
  stage.add('</g>')
}

function pencil(stage, { tone, wood, h, r, index, count }) {
  const share = count === 1 ? 0 : (index / (count - 1)) * 2 - 1
  const lean = share * 0.9 + stage.random(-0.12, 0.12)
  const z = stage.random(-0.5, 0.2) * r * (1 - share * share)
  const tall = stage.random(250, 330)
  const at = (t, width) => [share * r * 0.55 + lean * r * 0.55 * t, h - 120 + (tall + 120) * t, z, width]
  const tip = at(1.13, 2.5)
  const cedar = '#cf9f70'
  if (wood) {
    tube(stage, { points: [at(0, 15), at(0.93, 15)], colour: cedar, gloss: 0.08, steps: 10 })
    tube(stage, { points: [at(0.93, 15.6), at(1, 15.6), at(1.015, 8)], colour: tone, gloss: 0.2, steps: 6 })
    return
  }
  tube(stage, { points: [at(0, 15), at(1, 15)], colour: tone, gloss: 0.2, steps: 10 })
  tube(stage, { points: [at(1, 15), at(1.09, 5)], colour: cedar, gloss: 0, steps: 6, smooth: true })
  tube(stage, { points: [at(1.09, 5), tip], colour: '#3d3936', gloss: 0.1, steps: 4 })
}
