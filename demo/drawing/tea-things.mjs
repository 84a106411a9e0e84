/** Tea tins, caddies, bowls and matcha tools. */

import { glazed } from './clay.mjs'
import { folded } from './cloth.mjs'
import { hollow, lathe, onSurface, speckle } from './lathe.mjs'
import { darker, ease, lighter, mix, shade } from './light.mjs'
import { groundShadow } from './paper.mjs'
import { wander } from './random.mjs'
import { arc, outline, stroke, tag } from './svg.mjs'
import { tube } from './tube.mjs'

/** A tea tin with a paper wrap. `label` pastes a paper label; `print` draws a small repeating pattern. */
export function tin(stage, { colour, size: [r, h] = [185, 560], label = false, print = false, at = [0, 0] }) {
  const fibre = wander(stage.random)
  const washi = (height, angle) =>
    mix(colour, lighter(colour, 0.22), 0.28 + 0.12 * fibre(angle * 11) + 0.12 * fibre(height * 0.13 + 40))
  const body = lathe(stage, {
    points: [
      [r, 0, true],
      [r, h],
    ],
    at,
    colour: washi,
    gloss: 0.06,
  })
  if (print) waves(stage, body, { colour: lighter(colour, 0.72), r, h: h * 0.74 })
  const lid = lathe(stage, {
    points: [
      [r + 5, 0, true],
      [r + 6, 3],
      [r + 6, h * 0.2],
      [r, h * 0.2 + 8],
      [0, h * 0.2 + 9],
    ],
    at,
    lift: h * 0.8,
    colour: print ? washi : darker(colour, 0.25),
    gloss: 0.1,
    contact: false,
  })
  if (print) waves(stage, lid, { colour: lighter(colour, 0.72), r, h: h * 0.2, from: 0.05, to: 0.42 })
  const [x, y] = stage.project([at[0], h * 0.8, at[1] + r])
  stage.add(stroke(arc(stage, [x, y - r * stage.tilt], r + 5), '#000', 5, { opacity: 0.3, filter: stage.blur(2) }))
  if (label) pasted(stage, body)
}

function waves(stage, body, { colour, r, from = 0.02, to = 0.96 }) {
  const parts = []
  const step = 30
  const count = Math.max(2, Math.round(((to - from) * body.rings.length * 2.6) / (step * 0.62)))
  for (let row = 0; row <= count; row++) {
    const share = from + ((to - from) * row) / count
    const columns = Math.floor((1.5 * r) / step)
    for (let column = -columns; column <= columns; column++) {
      const angle = ((column + (row % 2) / 2) * step) / r
      if (Math.abs(angle) > 1.5) continue
      const { x, y, squeeze } = onSurface(stage, body, share, angle)
      for (const size of [13, 7.5])
        parts.push(
          tag('path', {
            d: `M${x - size * squeeze} ${y}a${size * squeeze} ${size} 0 0 1 ${2 * size * squeeze} 0`,
            opacity: 0.3 + 0.45 * squeeze,
          }),
        )
    }
  }
  stage.add(`<g fill="none" stroke="${colour}" stroke-width="2" opacity=".62">${parts.join('')}</g>`)
}

function pasted(stage, body) {
  const turn = -0.18
  const row = (share, half) =>
    [-1, -0.66, -0.33, 0, 0.33, 0.66, 1].map((side) => onSurface(stage, body, share, turn + side * half))
  const loop = [...row(0.16, 0.34), ...row(0.66, 0.34).reverse()].map(({ x, y }) => `${x},${y}`).join(' ')
  const paper = stage.gradient('x1="0" y1="0" x2="1" y2="0"', [
    [0, '#f6f0e2'],
    [0.6, '#ebe2d0'],
    [1, '#cfc4af'],
  ])
  stage.add(`<polygon points="${loop}" fill="${paper}"/>`)
  const { x } = onSurface(stage, body, 0.5, turn)
  const [top, low] = [onSurface(stage, body, 0.6, turn).y, onSurface(stage, body, 0.22, turn).y]
  const mark = (dx, from, to, wide) =>
    stroke(`M${x + dx} ${top + (low - top) * from}V${top + (low - top) * to}`, '#4a4038', wide, {
      opacity: 0.8,
      'stroke-dasharray': `${wide * 2.4} ${wide * 0.8}`,
    })
  stage.add(mark(0, 0.02, 0.62, 11) + mark(34, 0.04, 0.5, 4) + mark(-34, 0.3, 0.75, 4))
  stage.add(`<rect x="${x - 11}" y="${top + (low - top) * 0.78}" width="22" height="22" fill="#a93b2a" opacity=".9"/>`)
}

/** A low open tin heaped with matcha, its lid leaning beside it. */
export function matchaTin(stage, { colour, powder = '#8fae3f' }) {
  lathe(stage, {
    points: outline('196 0!, 198 4, 198 92, 190 100, 0 101'),
    at: [230, -250],
    colour,
    gloss: 0.3,
  })
  const at = [-90, 30]
  const body = lathe(stage, {
    points: outline('210 0!, 210 250'),
    at,
    colour,
    gloss: 0.3,
    tightness: 16,
  })
  hollow(stage, body, { wall: 8, inside: '#cfd0cc', fill: powder, fillDepth: 26, lip: '#d6d6d2' })
  const dust = wander(stage.random)
  const tone = (h, angle) => mix(powder, lighter(powder, 0.25), 0.4 + 0.35 * dust(angle * 7 + h))
  const heap = lathe(stage, {
    points: outline('196 0, 150 18, 80 62, 30 82, 0 86'),
    at,
    lift: 226,
    colour: tone,
    gloss: 0,
    contact: false,
    shadow: false,
  })
  speckle(stage, heap, { count: 300, colour: darker(powder, 0.35), size: 2.6, opacity: 0.4 })
  const [rx, cy] = [210, stage.project([at[0], 250, at[1]])[1]]
  const cx = 600 + at[0]
  stage.add(stroke(arc(stage, [cx, cy], rx), '#dfe0dc', 7))
}

export function whisk(stage, { colour }) {
  const grip = outline('84 0!, 86 4, 84 120, 82 236')
  const streak = wander(stage.random)
  const bamboo = (_, angle) => mix(colour, darker(colour, 0.3), 0.3 + 0.3 * streak(angle * 14))
  lathe(stage, { points: grip, colour: bamboo, gloss: 0.14 })
  lathe(stage, {
    points: outline('88 0, 90 6, 90 34, 88 40'),
    lift: 232,
    colour: '#2e2a28',
    gloss: 0.1,
    ridges: 0.5,
    contact: false,
  })
  const fan = (angle, spread, tall, curl) => {
    const at = (r, h) => stage.project([r * Math.sin(angle), h, r * Math.cos(angle)])
    const [a, b, c, d] = [
      at(84 * spread, 262),
      at(150 * spread, 360),
      at(196 * spread, 470),
      at((196 - curl) * spread, tall),
    ]
    return `M${a}C${b} ${c} ${d}`
  }
  const tine = (angle, spread, tall, width, dim) => {
    const tone = shade(colour, [Math.sin(angle), 0.15, Math.cos(angle)], { occlusion: dim, gloss: 0.05 })
    return `<path d="${fan(angle, spread, tall, stage.random(14, 34))}" stroke="${tone}" stroke-width="${width}"/>`
  }
  const ring = (count, from, make) =>
    Array.from({ length: count }, (_, i) =>
      make(from + (Math.PI * (i + stage.random(-0.15, 0.15))) / (count - 1)),
    ).join('')
  const back = ring(34, Math.PI / 2, (angle) => tine(angle, 1, stage.random(560, 574), 4.4, 0.5))
  const core = ring(30, -Math.PI / 2, (angle) => tine(angle, 0.46, stage.random(566, 586), 4, 0.62))
  const front = ring(44, -Math.PI / 2, (angle) => tine(angle, 1, stage.random(558, 572), 4.6, 1))
  stage.add(`<g fill="none" stroke-linecap="round">${back}${core}${front}</g>`)
  for (let h = 260; h < 570; h += 16) stage.cast([0, h, 0], 84 + 104 * Math.sin(Math.min(1, (h - 250) / 220) * 1.57))
}

export function scoop(stage, { colour }) {
  folded(stage, { width: 640, depth: 560, thick: 74, folds: 3, colour: '#f1ece0', kind: 'linen' })
  const [from, to] = outline('-330 98 130, 330 98 -150')
  const along = (t, r, up = 0) => [from[0] + (to[0] - from[0]) * t, 98 + up, from[2] + (to[2] - from[2]) * t, r]
  stage.add(`<g transform="translate(0 -84)">`)
  groundShadow(stage, from, to, 20)
  stage.add('</g>')
  const node = (share) =>
    mix(colour, darker(colour, 0.5), share > 0.5 && share < 0.53 ? 0.8 : 0.2 + 0.15 * Math.sin(share * 30))
  const points = [
    along(0, 9),
    along(0.2, 10),
    along(0.5, 11.5),
    along(0.56, 11),
    along(0.84, 12, 4),
    along(0.93, 19, 26),
    along(0.975, 22, 62),
    along(0.985, 9, 84),
  ]
  tube(stage, { points, colour: node, gloss: 0.2, shadow: false })
}

export function natsume(stage, { colour }) {
  const body = outline('150 0!, 166 8, 226 130, 246 270, 247 300')
  const lid = outline('249 0, 248 40, 226 116, 150 166, 60 184, 0 187')
  lathe(stage, { points: body, colour, gloss: 0.5, tightness: 34 })
  lathe(stage, { points: lid, lift: 302, colour, gloss: 0.55, tightness: 40, contact: false })
  const [x, y] = stage.project([-108, 420, 130])
  const glint = { cx: x, cy: y, rx: 58, ry: 26, fill: '#fff', opacity: 0.34 }
  stage.add(tag('ellipse', { ...glint, transform: `rotate(-34 ${x} ${y})`, filter: stage.blur(11) }))
  const seam = stage.project([0, 301, 0])[1]
  stage.add(stroke(arc(stage, [600, seam], 248), '#000', 3, { opacity: 0.5 }))
}

/** A tea bowl whose rim and wall are a little uneven. */
export function teaBowl(stage, { colour, points, clay = '#8d6a50', line = 60, inside, splash }) {
  const drift = wander(stage.random)
  const coat = glazed(stage, colour, { clay, line, sway: 16, soft: 6 })
  const tone = (h, angle) =>
    mix(coat(h, angle), splash ?? colour, ease(0.1, 1, 0.35 + 0.7 * drift(angle * 1.8 + h / 120)) * 0.55)
  const body = lathe(stage, { points, colour: tone, gloss: 0.24, tightness: 16, ridges: 0.09 })
  speckle(stage, body, { count: 240, size: 2.6, colour: darker(colour, 0.6), opacity: 0.35 })
  hollow(stage, body, { wall: 14, inside: inside ?? colour, lip: splash ?? lighter(colour, 0.1), gloss: 0.2 })
}
