/** `npm run generate:openapi`: writes openapi.json from the routes. With --check it only says whether it is current. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { fail, ROOT } from './environment.mjs'

const FILE = path.join(ROOT, 'openapi.json')

/** A Worker imports compiled modules; nothing is hashed while the routes describe themselves. */
const withoutWasm = {
  name: 'without-wasm',
  enforce: 'pre',
  load: (id) => (id.endsWith('.wasm') ? 'export default null' : null),
}

/** The API's routes run in Node for this: `app.ts` needs no Workers runtime to describe itself. */
async function describe() {
  const outDir = mkdtempSync(path.join(ROOT, 'node_modules', '.openapi-'))
  try {
    await build({
      root: ROOT,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      plugins: [withoutWasm],
      build: { ssr: path.join(ROOT, 'workers/api/app.ts'), outDir, emptyOutDir: true },
    })
    const { openApiDocument } = await import(pathToFileURL(path.join(outDir, 'app.js')).href)
    return `${JSON.stringify(openApiDocument(), null, 2)}\n`
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}

const document = await describe()
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, document)
  console.log('openapi.json is written.')
} else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== document) {
  fail('openapi.json is out of date: npm run generate:openapi')
}
