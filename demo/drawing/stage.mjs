/** The set all pictures share: a seamless paper ground, a camera slightly above the table, and shadows on the floor. */

import { darker, lighter, mix } from './light.mjs'
import { tag } from './svg.mjs'

export const WIDTH = 1200
export const HEIGHT = 1500
const SHADOW = '#2a211c'
/** How far a point's shadow falls, per unit of its height: to the right, and a little towards the camera. */
const FALL = { x: 0.78, z: 0.42 }
/** Wide blurs take the whole height, narrow ones only what is near the table: sharp at the foot, soft further out. */
const PENUMBRA = [
  { reach: 1, blur: 34, opacity: 0.2 },
  { reach: 0.6, blur: 20, opacity: 0.17 },
  { reach: 0.26, blur: 11, opacity: 0.18 },
  { reach: 0.06, blur: 5, opacity: 0.34 },
]

const round = (value) => Math.round(value * 10) / 10

export class Stage {
  #defs = []
  #objects = []
  #shadows = []
  #wallShadows = []
  #next = 0

  constructor({ ground, random, tilt = 0.26, floor = 1170, zoom = 1 }) {
    Object.assign(this, { ground, random, tilt, floor, zoom })
    this.upright = Math.sqrt(1 - tilt * tilt)
  }

  /** A point in the room (x right, y up, z to the camera; 0,0,0 is the middle of the table) → picture pixels. */
  project([x, y, z]) {
    return [round(WIDTH / 2 + x), round(this.floor - y * this.upright + z * this.tilt)]
  }

  define(make) {
    const id = `d${this.#next++}`
    this.#defs.push(make(id))
    return id
  }

  gradient(attributes, stops) {
    const body = stops.map(([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`).join('')
    return `url(#${this.define((id) => `<linearGradient id="${id}" ${attributes}>${body}</linearGradient>`)})`
  }

  /** A round gradient of [offset, colour, opacity]; `circle` gives its place in pixels; empty: the shape's own. */
  radial(circle, stops) {
    const units = circle.r ? { gradientUnits: 'userSpaceOnUse' } : {}
    const written = stops.map(([offset, colour, opacity = 1]) =>
      tag('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity }),
    )
    return `url(#${this.define((id) => tag('radialGradient', { id, ...units, ...circle }, written.join('')))})`
  }

  clip(shape) {
    return `url(#${this.define((id) => `<clipPath id="${id}">${shape}</clipPath>`)})`
  }

  blur(deviation) {
    const box = 'x="-60%" y="-60%" width="220%" height="220%"'
    const make = (id) => `<filter id="${id}" ${box}><feGaussianBlur stdDeviation="${deviation}"/></filter>`
    return `url(#${this.define(make)})`
  }

  add(svg) {
    this.#objects.push(svg)
  }

  /** Lets a round slice of an object (centre x, y, z; radius) throw its shadow on the table. */
  cast([x, y, z], radius, flat = radius) {
    const [cx, cy] = this.project([x + y * FALL.x, 0, z + y * FALL.z])
    this.#shadows.push({
      height: y,
      svg: `<ellipse cx="${cx}" cy="${cy}" rx="${round(radius)}" ry="${round(flat * this.tilt)}"/>`,
    })
  }

  /** Lets a polygon in the room throw its shadow on the table. */
  castPolygon(points) {
    const flat = points.map(([x, y, z]) => this.project([x + y * FALL.x, 0, z + y * FALL.z]).join(','))
    const height = Math.min(...points.map((point) => point[1]))
    this.#shadows.push({ height, svg: `<polygon points="${flat.join(' ')}"/>` })
  }

  /** The shadow of something box-like (a folded towel, a bag) of `size` [width, height, depth]. */
  castBox([w, h, d], [x, z] = [0, 0], lift = 0) {
    const corners = [
      [-w, -d],
      [w, -d],
      [w, d],
      [-w, d],
    ]
    const step = Math.max(4, h / 24)
    for (let y = lift; y <= lift + h; y += step)
      this.castPolygon(corners.map(([dx, dz]) => [x + dx / 2, y, z + dz / 2]))
  }

  /** Lets a flat shape (svg) hanging on the wall throw its shadow there. */
  castOnWall(svg) {
    this.#wallShadows.push(svg)
  }

  #shadowLayers() {
    const top = Math.max(1, ...this.#shadows.map((shadow) => shadow.height))
    return PENUMBRA.map(({ reach, blur, opacity }) => {
      const limit = Math.max(reach * top, 8)
      const shapes = this.#shadows.filter((shadow) => shadow.height <= limit).map((shadow) => shadow.svg)
      const group = `<g fill="${SHADOW}">${shapes.join('')}</g>`
      return `<g filter="${this.blur(blur)}" opacity="${opacity}">${group}</g>`
    }).join('')
  }

  #wallLayers() {
    if (this.#wallShadows.length === 0) return ''
    const shapes = this.#wallShadows.join('')
    const layers = [
      [70, 52, 30, 0.2],
      [26, 22, 12, 0.2],
      [9, 9, 4, 0.18],
    ]
    return layers
      .map(([x, y, blur, opacity]) =>
        tag('g', { transform: `translate(${x} ${y})`, filter: this.blur(blur), opacity, fill: SHADOW }, shapes),
      )
      .join('')
  }

  #backdrop() {
    const { wall, floor } = this.ground
    const horizon = (this.floor - 330 * (this.tilt / 0.26) ** 1.2) / HEIGHT
    const paper = this.gradient('x1="0" y1="0" x2="0" y2="1"', [
      [0, darker(wall, 0.13)],
      [Math.max(0.05, horizon - 0.16), wall],
      [Math.max(0.1, horizon - 0.02), darker(wall, 0.035)],
      [Math.max(0.15, horizon + 0.06), mix(wall, floor, 0.75)],
      [Math.max(0.3, horizon + 0.2), floor],
      [1, darker(floor, 0.09)],
    ])
    const drift = Math.round(this.random(-70, 70))
    const pool = this.radial({ cx: 260 + drift, cy: 430, r: 1050 }, [
      [0, lighter(wall, 0.75), 0.55],
      [0.5, lighter(wall, 0.5), 0.16],
      [1, wall, 0],
    ])
    const dusk = this.radial({ cx: 430, cy: 620, r: 1250 }, [
      [0.5, SHADOW, 0],
      [1, SHADOW, 0.2],
    ])
    const sheet = (fill) => `<rect width="${WIDTH}" height="${HEIGHT}" fill="${fill}"/>`
    return sheet(paper) + sheet(pool) + sheet(dusk)
  }

  toSvg() {
    const middle = `${WIDTH / 2} ${this.floor}`
    const lens = `translate(${middle}) scale(${this.zoom}) translate(${-WIDTH / 2} ${-this.floor})`
    const things = this.#wallLayers() + this.#shadowLayers() + this.#objects.join('')
    const body = `${this.#backdrop()}<g transform="${lens}">${things}</g>`
    const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${this.#defs.join('')}</defs>${body}</svg>`
  }
}
