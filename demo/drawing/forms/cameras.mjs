/** How the camera stands for a picture: `tilt` looks down, `floor` is where the table meets the picture, in pixels. */

import { ease, mix } from '../light.mjs'
import { COLOURS } from '../palette.mjs'

export const ABOVE = { tilt: 0.46, floor: 980 }
export const HIGH = { tilt: 0.36, floor: 1060 }
export const WALL = { tilt: 0.1, floor: 1990 }

/** Draws one object in each of several colours, for pictures of a whole family. */
export function trio(stage, colours, draw) {
  for (const [index, colour] of colours.entries()) draw(stage, COLOURS[colour], index)
}

/** Reactive glaze: `edge` shows where the glaze runs thin. */
export const breaking = (colour, edge, from, to) => (h) => mix(colour, edge, ease(from, to, h) * 0.7)
