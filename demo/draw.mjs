/**
 * Draws the pictures of the demo stores: `node demo/draw.mjs [--only <product slug>]`.
 * The same catalogue gives the same bytes, so the pictures can be committed and drawn again at any time.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { FORMS } from './drawing/forms.mjs'
import { COLOURS, GROUNDS } from './drawing/palette.mjs'
import { seeded } from './drawing/random.mjs'
import { HEIGHT, Stage, WIDTH } from './drawing/stage.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
const STORES = ['demo', 'kobe']
const GRAIN = 9

/** Fine grain hides the steps that 8-bit gradients show in a large pale ground; one tile serves every picture. */
function grainLayer() {
  const random = seeded('grain')
  const pixels = Buffer.alloc(WIDTH * HEIGHT)
  for (let i = 0; i < pixels.length; i++) pixels[i] = 128 + Math.round((random() + random() + random() - 1.5) * GRAIN)
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .png()
    .toBuffer()
}

function valueSlug(text) {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

function pictureSvg(store, product, image) {
  const form = FORMS[store][product.slug]
  if (!form) throw new Error(`No drawing for ${store}/${product.slug}; add one to demo/drawing/forms.mjs`)
  const value = image.options ? valueSlug(image.options[0]) : null
  const ground = GROUNDS[form.grounds?.[value] ?? form.ground]
  const stage = new Stage({ ground, random: seeded(image.file), ...form.look })
  const draw = image.file.endsWith('-group.webp') ? form.group : form.draw
  draw(stage, COLOURS[value], value)
  return stage.toSvg()
}

async function render(svg, grain, file) {
  const picture = await sharp(Buffer.from(svg), { unlimited: true })
    .composite([{ input: grain, blend: 'soft-light' }])
    .removeAlpha()
    .webp({ quality: 86, effort: 5, smartSubsample: true })
    .toBuffer()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, picture)
  return picture.length
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const grain = await grainLayer()
  let [count, bytes] = [0, 0]
  for (const store of STORES) {
    const catalogue = JSON.parse(await readFile(join(HERE, 'catalogue', `${store}.json`), 'utf8'))
    for (const product of catalogue.products) {
      if (values.only && product.slug !== values.only) continue
      for (const image of product.images) {
        bytes += await render(pictureSvg(store, product, image), grain, join(HERE, image.file))
        count += 1
      }
    }
  }
  console.log(`${count} pictures, ${(bytes / 1048576).toFixed(2)} MB`)
}

await main()
