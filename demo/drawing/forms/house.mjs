/** Textiles, lamps, paper goods and bags of the homeware shop. */

import * as bags from '../bags.mjs'
import * as cloth from '../cloth.mjs'
import * as hanging from '../hanging-cloth.mjs'
import * as lamps from '../lamps.mjs'
import * as paper from '../paper.mjs'
import { ABOVE, HIGH, WALL } from './cameras.mjs'

export const HOUSE = {
  'waffle-towel': {
    ground: 'paper',
    grounds: { white: 'sage' },
    look: { zoom: 1.14, floor: 1110 },
    draw: (stage, colour) => cloth.stack(stage, { colours: [colour], kind: 'waffle', thick: 142 }),
  },
  'linen-tea-towel': {
    ground: 'oat',
    grounds: { navy: 'mist' },
    look: WALL,
    draw: (stage, _, value) =>
      hanging.pegged(stage, {
        colour: value === 'navy' ? '#e9e3d4' : '#dccfb4',
        stripe: value === 'navy' ? '#44546f' : '#a3875f',
      }),
  },
  'lambswool-throw': {
    ground: 'blush',
    grounds: { rust: 'oat', ink: 'mist' },
    look: { zoom: 1.15, floor: 1080 },
    draw: (stage, colour) => cloth.throwBlanket(stage, { colour }),
  },
  'honeycomb-blanket': {
    ground: 'clay',
    look: { zoom: 1.1, floor: 1100 },
    draw: (stage) =>
      cloth.stack(stage, {
        colours: ['#e3d9c4', '#e8dfcc'],
        kind: 'honeycomb',
        count: 2,
        thick: 200,
        width: 700,
        folds: 3,
      }),
  },
  'linen-cushion': {
    ground: 'sage',
    grounds: { olive: 'paper' },
    look: { zoom: 1.1 },
    draw: (stage, colour) => cloth.cushion(stage, { colour }),
  },
  'wool-floor-cushion': {
    ground: 'oat',
    look: HIGH,
    draw: (stage) => cloth.floorCushion(stage, { colour: '#828a7c' }),
  },
  'ceramic-table-lamp': {
    ground: 'oat',
    grounds: { terracotta: 'paper' },
    look: { floor: 1210 },
    draw: (stage, colour) => lamps.tableLamp(stage, { colour }),
  },
  'dome-lamp': {
    ground: 'mist',
    grounds: { forest: 'blush' },
    look: { floor: 1190 },
    draw: (stage, colour) => lamps.domeLamp(stage, { colour }),
  },
  'carry-lamp': {
    ground: 'clay',
    look: { zoom: 1.12 },
    draw: (stage) => lamps.carryLamp(stage, { colour: '#4a4f4c' }),
  },
  'turned-candlestick': {
    ground: 'paper',
    look: { floor: 1180, zoom: 1.1 },
    draw: (stage) => {
      lamps.candlestick(stage, { at: [140, -150], tall: 420 })
      lamps.candlestick(stage, { at: [-150, 110], tall: 230 })
    },
  },
  'cedar-salt-candle': {
    ground: 'sage',
    look: { zoom: 1.2, floor: 1120 },
    draw: (stage) => lamps.candle(stage, { colour: '#8c8f8d' }),
  },
  'clothbound-notebook': {
    ground: 'oat',
    grounds: { clay: 'mist', sage: 'blush' },
    look: { zoom: 1.1 },
    draw: (stage, colour) => paper.book(stage, { colour, size: [500, 700, 74] }),
  },
  'pocket-notebooks': {
    ground: 'sage',
    look: { ...ABOVE, zoom: 1.05 },
    draw: (stage) => paper.pocketBooks(stage, { colours: ['#5f7590', '#9a9a95', '#c79a4f'] }),
  },
  'desk-planner': {
    ground: 'blush',
    look: { zoom: 1.06 },
    draw: (stage) =>
      paper.book(stage, { colour: '#b3ada3', size: [600, 720, 56], spine: '#6f6a63', ribbon: null, label: true }),
  },
  'brass-pen': {
    ground: 'mist',
    look: { ...ABOVE, zoom: 1.15 },
    draw: (stage) => paper.pen(stage, { colour: '#b58c47' }),
  },
  'cedar-pencils': {
    ground: 'paper',
    look: { zoom: 1.12, floor: 1150 },
    draw: (stage) =>
      paper.penPot(stage, {
        colour: '#b67e5f',
        size: [210, 260],
        wood: true,
        pencils: ['#39465f', '#a85f3d', '#e3c778', '#3f5a4b', '#e9e4d9', '#45444a'],
      }),
  },
  'pen-pot': {
    ground: 'blush',
    grounds: { moss: 'oat' },
    look: { zoom: 1.1 },
    draw: (stage, colour) => paper.penPot(stage, { colour, pencils: ['#c79a4f', '#3d4c6b', '#a85f3d'] }),
  },
  'archive-box': {
    ground: 'oat',
    look: { zoom: 1.08, floor: 1130 },
    draw: (stage) => paper.archiveBoxes(stage, { colours: ['#77889a', '#8595a5'] }),
  },
  'canvas-tote': {
    ground: 'sage',
    grounds: { navy: 'paper', rust: 'mist' },
    look: { floor: 1230, zoom: 1.06 },
    draw: (stage, colour) => bags.tote(stage, { colour }),
  },
  'waxed-holdall': {
    ground: 'oat',
    grounds: { charcoal: 'blush' },
    look: { zoom: 1.06, floor: 1090 },
    draw: (stage, colour) => bags.holdall(stage, { colour }),
  },
  'zip-pouch': {
    ground: 'mist',
    grounds: { ink: 'oat' },
    look: { zoom: 1.12, floor: 1110 },
    draw: (stage, colour) => bags.zipPouch(stage, { colour }),
  },
}
