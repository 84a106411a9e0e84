/**
 * Production bundles of the four Workers, into dist/. Each is rebuilt only when one of its sources has changed, so that
 * a second start is quick.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, ROOT, runTool } from './environment.mjs'

const LONGEST_BUILD_MS = 3 * 60_000
const SHARED = ['domain', 'contract', 'package-lock.json']

const PARTS = {
  api: {
    sources: [...SHARED, 'durable-objects', 'workers/api', 'wrangler.toml'],
    build: () => bundle('api', 'wrangler.toml'),
  },
  notifications: {
    sources: [...SHARED, 'workers/notifications'],
    build: () => bundle('notifications', 'workers/notifications/wrangler.toml'),
  },
  edge: { sources: [...SHARED, 'workers/edge'], build: () => bundle('edge', 'workers/edge/wrangler.toml') },
  app: { sources: [...SHARED, 'app'], build: buildApp },
}

/** Where a Worker's bundle lies. */
export const bundleOf = (part) => path.join(ROOT, 'dist', part, 'index.js')
export const CLIENT_FILES = path.join(ROOT, 'build', 'client')

/** Brings every bundle, or those of `only`, up to date. Two commands that start at once wait for one another. */
export async function buildAll({ force = false, only = Object.keys(PARTS) } = {}) {
  const unlock = await lock()
  try {
    await buildChanged(force, only)
  } finally {
    unlock()
  }
}

/** A folder is made by one process only; one that is older than any build was left by a process that died. */
async function lock() {
  const folder = path.join(ROOT, 'dist', '.building')
  mkdirSync(path.dirname(folder), { recursive: true })
  for (;;) {
    try {
      mkdirSync(folder)
      return () => rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const madeMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      if (Date.now() - madeMs > LONGEST_BUILD_MS) rmSync(folder, { recursive: true, force: true })
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

async function buildChanged(force, names) {
  for (const name of names) {
    const part = PARTS[name]
    const stamp = path.join(ROOT, 'dist', `${name}.stamp`)
    const wanted = hashOf(part.sources)
    if (!force && existsSync(stamp) && existsSync(bundleOf(name)) && readFileSync(stamp, 'utf8') === wanted) continue
    console.log(`Building ${name}…`)
    rmSync(path.join(ROOT, 'dist', name), { recursive: true, force: true })
    await part.build()
    mkdirSync(path.dirname(stamp), { recursive: true })
    writeFileSync(stamp, wanted)
  }
}

/** Whoever builds, a test runner among them: bundles are those of production. */
const env = { NODE_ENV: 'production' }

const bundle = (name, config) =>
  runTool('wrangler', ['deploy', '--dry-run', '--minify', '--outdir', path.join(ROOT, 'dist', name), '-c', config], {
    env,
  })

/** Bundles one script of the benchmark as the Workers are, and says where. */
export async function bundleScript(name) {
  const outdir = path.join(ROOT, 'dist', 'bench', name)
  const from = ['deploy', `bench/${name}.ts`, '-c', 'bench/wrangler.toml']
  await runTool('wrangler', [...from, '--dry-run', '--minify', '--outdir', outdir], { env })
  return path.join(outdir, `${name}.js`)
}

async function buildApp() {
  await runTool('remix', ['vite:build', '--config', 'app/vite.config.ts'], { env })
  const out = ['--minify', '--outdir', '../dist/app', '--build-output-directory', '../build/client']
  await runTool('wrangler', ['pages', 'functions', 'build', ...out], { cwd: path.join(ROOT, 'app'), env })
}

/** One hash over the names and contents of all sources; tests do not count. */
function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, path.join(ROOT, source))
  return hash.digest('hex')
}

function addTo(hash, file) {
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) addTo(hash, path.join(file, name))
  } else if (!/\.test\.tsx?$/.test(file)) {
    hash.update(file).update(readFileSync(file))
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled()
  await buildAll({ force: process.argv.includes('--force') })
}
