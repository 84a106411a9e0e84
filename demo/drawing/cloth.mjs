/** Folded towels and throws, and cushions. */

import { lathe } from './lathe.mjs'
import { darker, ease, mix, shade } from './light.mjs'
import { wander } from './random.mjs'
import { sheet, weave } from './sheet.mjs'
import { outline, stroke, tag } from './svg.mjs'

/** One folded cloth: flat on top, its folds showing as soft rolls at the front. */
export function folded(
  stage,
  {
    at = [0, 0],
    lift = 0,
    width = 640,
    depth = 430,
    thick = 120,
    folds = 2,
    colour,
    kind,
    skew = -8,
    scale = 1,
    strength = 1,
    limp = 1,
  },
) {
  const drift = wander(stage.random)
  const lobe = thick / folds
  const share = 0.45
  const point = (u, v) => {
    const x = (u - 0.5) * width
    const side = (1 - Math.abs(2 * u - 1) ** 9) ** 0.5
    const sag = limp * (5 * drift(u * 5 + lift) + 3 * drift(u * 11 + 4))
    if (v < share) {
      const z = -depth / 2 + (v / share) * (depth - lobe / 2)
      const crown = 7 * Math.sin((Math.PI * v) / share)
      return [at[0] + x, lift + thick * (0.5 + 0.5 * side) + crown + sag, at[1] + z]
    }
    const roll = ((v - share) / (1 - share)) * folds
    const index = Math.min(folds - 1, Math.floor(roll))
    const angle = (roll - index) * Math.PI
    const y = thick - lobe * (index + 0.5) + (lobe / 2) * Math.cos(angle)
    const nose = depth / 2 - lobe / 2 + (lobe * 0.62 + limp * 4 * drift(u * 4 + index * 9 + lift)) * Math.sin(angle)
    return [at[0] + x - 4 * index, lift + thick / 2 + (y - thick / 2) * (0.4 + 0.6 * side) + sag, at[1] + nose]
  }
  const occlusion = (u, v) => {
    const ends = 0.86 + 0.14 * ease(0, 0.05, Math.min(u, 1 - u))
    if (v < share) return ends
    const roll = ((v - share) / (1 - share)) * folds
    const groove = Math.sin((roll % 1) * Math.PI)
    return ends * (0.5 + 0.5 * ease(0, 0.55, groove + (v < share + 0.03 ? 1 : 0)))
  }
  const cloth = sheet(stage, { point, colour, columns: 110, rows: 70 + 26 * folds, occlusion, shadow: false })
  stage.castBox([width - 24, thick - 8, depth - 10], at, lift)
  if (kind) weave(stage, cloth.outline, kind, { skew, scale, strength })
  return cloth
}

export function stack(
  stage,
  { colours, kind, count = 3, thick = 118, width = 640, folds = 2, scale = 1, strength = 1 },
) {
  for (let index = 0; index < count; index++) {
    const at = [stage.random(-10, 10), stage.random(-8, 8)]
    folded(stage, {
      at,
      lift: index * (thick - 3),
      width: width + stage.random(-14, 14),
      thick,
      folds,
      kind,
      colour: colours[index % colours.length],
      scale,
      strength,
    })
  }
}

export function throwBlanket(stage, { colour }) {
  folded(stage, { lift: 0, width: 700, depth: 480, thick: 150, folds: 3, colour, kind: 'wool' })
  const top = folded(stage, { lift: 146, width: 690, depth: 480, thick: 150, folds: 2, colour, kind: 'wool' })
  const strands = []
  for (let u = 0.012; u < 0.99; u += 0.0125) {
    const [x, y] = top.at(u, 0.49)
    const [sway, long] = [stage.random(-9, 9), stage.random(128, 160)]
    const tone = shade(colour, [stage.random(-0.7, 0.1), 0.3, 1], { occlusion: stage.random(0.92, 1.06) })
    const wide = stage.random(4.5, 6.5).toFixed(1)
    strands.push(stroke(`M${x} ${y}q${sway * 0.2} ${long * 0.5} ${sway} ${long}`, tone, wide))
    strands.push(tag('circle', { cx: x + sway * 0.1, cy: y + 12, r: 5, fill: tone }))
  }
  const veil = strands.join('').replaceAll(/stroke="#\w+"/g, 'stroke="#1d1511"')
  stage.add(`<g fill="none" transform="translate(9 8)" opacity=".13" filter="${stage.blur(5)}">${veil}</g>`)
  stage.add(`<g fill="none" stroke-linecap="round">${strands.join('')}</g>`)
}

export function cushion(stage, { colour }) {
  const [s, plump, lean] = [330, 150, 0.22]
  const drift = wander(stage.random)
  const point = (i, j) => {
    const [u, v] = [2 * i - 1, 1 - 2 * j]
    const x = s * u * (1 - 0.075 * (1 - v * v) * u * u)
    const y = s * v * (1 - 0.075 * (1 - u * u) * v * v)
    const corner = Math.abs(u * v)
    const pucker =
      10 * corner * Math.sin(9 * (Math.abs(u) - Math.abs(v)) + 2 * drift(u + v)) + 5 * drift(u * 2.4 + v * 3)
    const z =
      plump * Math.max(0, (1 - u ** 4) * (1 - v ** 4)) ** 0.55 + pucker * Math.max(0, (1 - u ** 6) * (1 - v ** 6))
    const up = y + s * 0.98
    return [x + 0.03 * y, up * Math.cos(lean) + z * Math.sin(lean) * 0.6, z * Math.cos(lean) - up * Math.sin(lean)]
  }
  const pillow = sheet(stage, {
    point,
    colour,
    columns: 130,
    rows: 130,
    shadow: false,
    occlusion: (u, v) => 0.7 + 0.3 * ease(1, 0.86, v) * ease(0, 0.03, Math.min(u, 1 - u, v) + 0.012),
  })
  stage.castBox([560, 560, 70], [0, -40])
  stage.castBox([600, 10, 80], [0, 10])
  weave(stage, pillow.outline, 'linen')
  const seam = `fill="none" stroke="${darker(colour, 0.5)}" stroke-width="3" opacity=".35"`
  stage.add(`<polygon points="${pillow.outline}" ${seam}/>`)
}

export function floorCushion(stage, { colour }) {
  const points = outline('330 0, 400 26, 432 90, 436 112, 430 134, 392 196, 250 226, 90 216, 20 196, 0 194')
  const felt = wander(stage.random)
  const tone = (h, angle) => mix(colour, darker(colour, 0.25), 0.3 + 0.25 * felt(angle * 9 + h * 0.3))
  lathe(stage, { points, colour: tone, gloss: 0.02, ridges: 0.02, flutes: 22, fluteDepth: 0.1 })
  const [cx, cy] = stage.project([0, 112, 0])
  stage.add(stroke(`M${cx - 437} ${cy}a437 ${437 * stage.tilt} 0 0 0 874 0`, darker(colour, 0.35), 9, { opacity: 0.8 }))
  lathe(stage, {
    points: outline('30 0, 30 10, 16 20, 0 22'),
    lift: 194,
    colour: darker(colour, 0.3),
    contact: false,
  })
}
