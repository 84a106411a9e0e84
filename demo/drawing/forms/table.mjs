/** Stoneware, wood and vases of the homeware shop. */

import * as clay from '../clay.mjs'
import * as cloth from '../cloth.mjs'
import { ease, lighter, mix } from '../light.mjs'
import { outline } from '../svg.mjs'
import * as wood from '../wood.mjs'
import { ABOVE, breaking, HIGH, trio } from './cameras.mjs'

const BOWL = outline('120 0!, 132 14, 240 80, 312 180, 338 290, 340 318')
const WIDE = outline('170 0!, 182 12, 300 44, 396 100, 428 152')
const ESPRESSO = outline('120 0!, 136 14, 156 70, 162 190, 166 280')
const BUD = outline('110 0!, 126 12, 186 110, 176 220, 90 310, 42 372, 38 440, 52 480')
const SHOULDER = outline('130 0!, 146 12, 200 190, 276 400, 272 510, 170 590, 118 622, 112 650, 134 676')

const canister = (at, [r, h]) => ({
  at,
  colour: '#cfc6b6',
  line: 22,
  spots: 200,
  ridges: 0.02,
  body: [
    [r - 12, 0, true],
    [r, 12],
    [r, h],
  ],
  lid: [
    [r + 2, 0, true],
    [r + 4, 4],
    [r + 4, 34],
    [r - 4, 42],
    [0, 43],
  ],
  lidColour: (height, angle) => mix('#d8bc90', '#b08d5e', 0.4 + 0.3 * Math.sin(height * 0.6 + angle * 3)),
})

function soap(stage) {
  clay.vessel(stage, {
    colour: '#d9d2c4',
    points: outline('240 0!, 252 10, 340 40, 372 78'),
    wall: 12,
    spots: 160,
    line: 16,
  })
  cloth.folded(stage, {
    at: [0, 20],
    lift: 44,
    width: 400,
    depth: 300,
    thick: 116,
    folds: 1,
    colour: '#b3b592',
    limp: 0,
  })
}

export const TABLE = {
  'stoneware-mug': {
    ground: 'paper',
    look: { zoom: 1.08, floor: 1130 },
    draw: (stage, colour) => clay.mug(stage, { colour }),
    group: (stage) =>
      trio(stage, ['moss', 'indigo', 'sand'], (set, colour, i) =>
        clay.mug(set, {
          colour,
          size: 0.78,
          at: outline('170 -300, -290 -60, 110 300')[i],
          spots: 260,
        }),
      ),
  },
  'fluted-beaker': {
    ground: 'mist',
    look: { zoom: 1.16 },
    draw: (stage) =>
      clay.vessel(stage, {
        colour: '#eeebe4',
        points: outline('128 0!, 138 10, 158 200, 184 560'),
        flutes: 26,
        fluteDepth: 0.32,
        line: 0,
        wall: 7,
        gloss: 0.3,
        ridges: 0,
      }),
  },
  'espresso-cup-pair': {
    ground: 'blush',
    look: { zoom: 1.35, floor: 1040 },
    draw: (stage, colour) =>
      clay.cups(stage, {
        colour,
        points: ESPRESSO,
        places: outline('160 -190 0.95, -130 130 1'),
        wall: 15,
        line: 0,
        gloss: 0.08,
        inside: mix(colour, '#f3ede0', 0.75),
        fill: null,
      }),
  },
  'everyday-bowl': {
    ground: 'sage',
    look: { ...HIGH, zoom: 1.08 },
    draw: (stage) =>
      clay.vessel(stage, {
        colour: '#d8c8aa',
        points: BOWL,
        albedo: breaking('#d8c8aa', '#8d6542', 288, 320),
        lip: '#8d6542',
        wall: 14,
        spots: 300,
      }),
  },
  'coupe-plate': { ground: 'oat', look: ABOVE, draw: (stage, colour) => clay.plates(stage, { colour }) },
  'pasta-bowl': {
    ground: 'paper',
    look: ABOVE,
    draw: (stage, colour) =>
      clay.vessel(stage, {
        colour,
        points: WIDE,
        albedo: breaking(colour, '#7c5334', 118, 154),
        lip: '#7c5334',
        wall: 13,
        spots: 220,
        inside: breaking(lighter(colour, 0.06), '#7c5334', 112, 156),
      }),
  },
  'harbour-jug': { ground: 'clay', look: { zoom: 1.04 }, draw: (stage) => clay.jug(stage, { colour: '#e9e3d6' }) },
  'oak-tray': { ground: 'mist', look: ABOVE, draw: (stage) => wood.roundTray(stage, { colour: '#c79c66' }) },
  'lidded-sugar-jar': {
    ground: 'blush',
    look: { zoom: 1.4, floor: 1080 },
    draw: (stage) =>
      clay.lidded(stage, {
        colour: '#8394a0',
        spots: 260,
        body: outline('150 0!, 168 14, 228 110, 240 210, 204 310, 192 322'),
        lid: outline('196 0, 202 6, 170 30, 80 54, 0 58'),
        knob: {
          points: outline('22 0, 24 18, 42 36, 36 54, 0 62'),
          colour: '#b48a6a',
        },
      }),
  },
  'bud-vase': {
    ground: 'oat',
    grounds: { chalk: 'clay', clay: 'paper' },
    look: { floor: 1210, zoom: 1.14 },
    draw: (stage, colour) => clay.vase(stage, { colour, points: BUD }),
    group: (stage) =>
      trio(stage, ['clay', 'moss', 'chalk'], (set, colour, i) =>
        clay.vase(set, {
          colour,
          points: BUD,
          size: [0.95, 0.82, 0.78][i],
          at: outline('30 -260, -240 40, 220 160')[i],
          stalk: i === 0,
        }),
      ),
  },
  'shoulder-vase': {
    ground: 'blush',
    look: { floor: 1250 },
    draw: (stage) =>
      clay.vase(stage, {
        colour: '#96502f',
        points: SHOULDER,
        neck: 12,
        stalk: false,
        gloss: 0.3,
        ridges: 0.06,
        albedo: (h, angle) =>
          mix('#2d2320', '#a1552f', ease(60, 520, h + 60 * Math.sin(angle * 2.2 + 0.6) + 26 * Math.sin(angle * 5.3))),
      }),
  },
  'stoneware-canister': {
    ground: 'sage',
    look: { zoom: 1.15, floor: 1110 },
    draw: (stage) => {
      clay.lidded(stage, canister([130, -170], [180, 470]))
      clay.lidded(stage, canister([-150, 130], [170, 270]))
    },
  },
  'steam-bent-box': { ground: 'mist', look: HIGH, draw: (stage) => wood.bentBox(stage, { colour: '#d9bb8c' }) },
  'olive-soap-dish': { ground: 'paper', look: { ...HIGH, zoom: 1.1 }, draw: (stage) => soap(stage) },
}
