/**
 * The one light of all pictures: a large soft window at the upper left, a pale room around it.
 * Colours are mixed in linear light, which is what makes the turn into shadow look like a photograph.
 */

const unit = ([x, y, z]) => {
  const length = Math.hypot(x, y, z) || 1
  return [x / length, y / length, z / length]
}
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const KEY = unit([-0.68, 0.6, 0.42])
const VIEW = unit([0, 0.26, 0.96])
const HALF = unit(KEY.map((value, axis) => value + VIEW[axis]))
const KEY_COLOUR = [0.86, 0.84, 0.8]
const SKY_COLOUR = [0.27, 0.285, 0.305]
const BOUNCE_COLOUR = [0.19, 0.175, 0.155]
const WRAP = 0.32

const toLinear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const toDisplay = (value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)

/** '#rrggbb' → linear [r, g, b]. */
export function linear(hex) {
  return [1, 3, 5].map((start) => toLinear(Number.parseInt(hex.slice(start, start + 2), 16) / 255))
}

/** Linear [r, g, b] → '#rrggbb'. */
export function display(colour) {
  return `#${colour
    .map((value) => Math.round(toDisplay(Math.min(1, Math.max(0, value))) * 255))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`
}

/** A mix of two '#rrggbb' colours; 0 is the first, 1 the second. */
export function mix(from, to, amount) {
  const [a, b] = [linear(from), linear(to)]
  return display(a.map((value, channel) => value + (b[channel] - value) * amount))
}

export const darker = (hex, amount) => mix(hex, '#000000', amount)
export const lighter = (hex, amount) => mix(hex, '#ffffff', amount)

/** Soft step from 0 to 1 between two edges. */
export function ease(low, high, value) {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}

/**
 * The colour of a surface point.
 * `gloss` is the strength of the highlight, `tightness` how small it is, `occlusion` how much of the room it sees.
 */
export function shade(hex, normal, { gloss = 0, tightness = 30, occlusion = 1, glow = 0 } = {}) {
  const n = unit(normal)
  const key = Math.max(0, (dot(n, KEY) + WRAP) / (1 + WRAP)) ** 1.15
  const up = 0.5 + 0.5 * n[1]
  const edge = (1 - Math.max(0, dot(n, VIEW))) ** 4
  const highlight = gloss * Math.max(0, dot(n, HALF)) ** tightness + gloss * 0.16 * edge * up
  return display(
    linear(hex).map((albedo, channel) => {
      const room = SKY_COLOUR[channel] * up + BOUNCE_COLOUR[channel] * (1 - up)
      return albedo * (key * KEY_COLOUR[channel] + room + glow) * occlusion + highlight * occlusion
    }),
  )
}
