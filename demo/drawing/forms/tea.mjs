/** Everything of the tea house. */

import * as bags from '../bags.mjs'
import * as clay from '../clay.mjs'
import * as cloth from '../cloth.mjs'
import * as hanging from '../hanging-cloth.mjs'
import { ease, mix } from '../light.mjs'
import { outline } from '../svg.mjs'
import * as tea from '../tea-things.mjs'
import * as teapots from '../teapots.mjs'
import * as wood from '../wood.mjs'
import { ABOVE, HIGH, trio, WALL } from './cameras.mjs'

const YUNOMI = outline('116 0!, 122 26!, 164 50, 186 130, 190 300, 194 470')
const SMALL_CUP = outline('62 0!, 66 20!, 112 50, 146 120, 160 180')
const DEEP = outline('110 0!, 118 34!, 210 66, 268 150, 276 260, 272 350, 280 400')
const SHALLOW = outline('100 0!, 106 28!, 220 70, 330 150, 392 236')

const teaTin = (colour, size) => ({
  ground: 'rice',
  look: { zoom: 1.1 },
  draw: (stage) => tea.tin(stage, { colour, size, label: true }),
})

export const TEA = {
  'uji-sencha': teaTin('#5f7a4b', [185, 540]),
  'yame-gyokuro': teaTin('#324a63', [158, 590]),
  'kyoto-hojicha': teaTin('#7d5638', [190, 520]),
  genmaicha: teaTin('#c09a4e', [196, 500]),
  wakocha: teaTin('#7b3d48', [176, 560]),
  'matcha-asahi': {
    ground: 'stone',
    look: { ...HIGH, zoom: 1.15 },
    draw: (stage) => tea.matchaTin(stage, { colour: '#a9aba8' }),
  },
  'kitchen-matcha': {
    ground: 'tea',
    look: { floor: 1200, zoom: 1.1 },
    draw: (stage) => bags.standPouch(stage, { colour: '#c3a077', label: '#6d8548' }),
  },
  'tokoname-kyusu': {
    ground: 'rice',
    grounds: { 'black-clay': 'straw' },
    look: { zoom: 1.08, floor: 1090 },
    draw: (stage, colour) => teapots.kyusu(stage, { colour }),
  },
  'hiragata-kyusu': {
    ground: 'stone',
    look: { zoom: 1.0, floor: 1040 },
    draw: (stage) => teapots.kyusu(stage, { colour: '#9c968b', shape: 'flat', scorch: '#6b4a3a' }),
  },
  'banko-dobin': {
    ground: 'straw',
    look: { floor: 1200, zoom: 1.08 },
    draw: (stage) => teapots.archPot(stage, { colour: '#5f443f' }),
  },
  'nambu-tetsubin': {
    ground: 'stone',
    look: { floor: 1200, zoom: 1.08 },
    draw: (stage) => teapots.archPot(stage, { colour: '#35353a', cane: false, dots: true, gloss: 0.12 }),
  },
  'hakuji-hohin': {
    ground: 'tea',
    look: { zoom: 1.35, floor: 1080 },
    draw: (stage) => teapots.hohin(stage, { colour: '#f0efea' }),
  },
  yunomi: {
    ground: 'tea',
    grounds: { tenmoku: 'rice', celadon: 'straw' },
    look: { zoom: 1.16 },
    draw: (stage, colour) =>
      clay.vessel(stage, {
        colour,
        points: YUNOMI,
        size: 1.06,
        line: 110,
        clay: '#9b7152',
        wall: 10,
        spots: 220,
        gloss: 0.26,
        ridges: 0.05,
      }),
    group: (stage) =>
      trio(stage, ['celadon', 'ash-white', 'tenmoku'], (set, colour, i) =>
        clay.vessel(set, {
          colour,
          points: YUNOMI,
          size: 0.86,
          at: outline('160 -280, -240 -20, 130 290')[i],
          line: 110,
          clay: '#9b7152',
          wall: 10,
          spots: 140,
          gloss: 0.26,
          ridges: 0.05,
        }),
      ),
  },
  'sencha-cups': {
    ground: 'straw',
    look: { ...HIGH, zoom: 1.08 },
    draw: (stage) =>
      clay.cups(stage, {
        colour: '#f0eeea',
        points: SMALL_CUP,
        places: outline('60 -330 1.12, -235 10 1.12, 175 170 1.12'),
        wall: 6,
        line: 0,
        gloss: 0.35,
        lip: '#5a76a5',
        ridges: 0.01,
        fill: '#c9c67a',
        fillDepth: 46,
      }),
  },
  'lidded-cup': {
    ground: 'stone',
    look: { zoom: 1.16 },
    draw: (stage) => {
      const cup = clay.lidded(stage, {
        colour: '#efede6',
        line: 0,
        gloss: 0.32,
        ridges: 0.012,
        body: outline('110 0!, 116 30!, 186 70, 214 180, 222 420'),
        lid: outline('228 0!, 230 8, 214 26, 140 62, 74 76, 0 78'),
        knob: {
          points: outline('60 0, 68 30, 60 30, 0 22'),
          colour: '#e4e2db',
        },
      })
      clay.bands(stage, cup, [0.42, 0.48, 0.57, 0.63, 0.72, 0.78, 0.87], { colour: '#3d5a8a', width: 4 })
    },
  },
  'winter-chawan': {
    ground: 'straw',
    grounds: { 'kuro-black': 'rice' },
    look: { zoom: 1.25, floor: 1080 },
    draw: (stage, colour, value) =>
      tea.teaBowl(stage, {
        colour,
        points: DEEP,
        splash: value === 'kuro-black' ? '#5a4438' : '#efe3d6',
        clay: value === 'kuro-black' ? '#4a3a32' : '#a97f60',
        inside: value === 'kuro-black' ? '#443d39' : '#e6c9b6',
      }),
  },
  'summer-chawan': {
    ground: 'rice',
    look: HIGH,
    draw: (stage) =>
      tea.teaBowl(stage, {
        colour: '#a9c0c8',
        points: SHALLOW,
        line: 48,
        splash: '#cfdde0',
        inside: (h) => mix('#6f97a8', '#b6ccd2', ease(30, 190, h)),
      }),
  },
  'chasen-whisk': {
    ground: 'tea',
    look: { floor: 1210, zoom: 1.14 },
    draw: (stage) => tea.whisk(stage, { colour: '#dcc592' }),
  },
  'chashaku-scoop': {
    ground: 'stone',
    look: { ...ABOVE, zoom: 1.15 },
    draw: (stage) => tea.scoop(stage, { colour: '#9a6a3c' }),
  },
  'natsume-caddy': {
    ground: 'straw',
    grounds: { vermilion: 'rice' },
    look: { zoom: 1.25, floor: 1110 },
    draw: (stage, colour) => tea.natsume(stage, { colour }),
  },
  'washi-tea-tin': {
    ground: 'rice',
    grounds: { indigo: 'stone', moss: 'straw' },
    look: { zoom: 1.1 },
    draw: (stage, colour) => tea.tin(stage, { colour, print: true, size: [190, 560] }),
  },
  tenugui: {
    ground: 'rice',
    grounds: { madder: 'straw' },
    look: WALL,
    draw: (stage, colour) => hanging.tenugui(stage, { colour }),
  },
  furoshiki: {
    ground: 'stone',
    grounds: { pine: 'straw' },
    look: { zoom: 1.12 },
    draw: (stage, colour) => hanging.bundle(stage, { colour }),
  },
  chakin: {
    ground: 'tea',
    look: { ...HIGH, zoom: 1.2 },
    draw: (stage) =>
      cloth.stack(stage, { colours: ['#efebe1', '#f2eee5'], kind: 'linen', count: 2, thick: 96, folds: 3, width: 560 }),
  },
  'lacquer-tray': {
    ground: 'rice',
    look: ABOVE,
    draw: (stage) => wood.roundTray(stage, { colour: '#6e2a20', grained: false, gloss: 0.4 }),
  },
  'cedar-tray': { ground: 'stone', look: ABOVE, draw: (stage) => wood.cedarTray(stage, { colour: '#c98f62' }) },
}
