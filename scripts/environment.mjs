/**
 * What every command needs first: the packages, and Node 24, which is one of them. Plain Node 20 and no imports from
 * packages, since none may be there yet.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const BIN = path.join(ROOT, 'node_modules', '.bin')
const STAMP = path.join(ROOT, 'node_modules', '.installed')

/** The environment in which our tools run: Node 24 first, nothing that phones home, no prompts. */
export const toolEnvironment = () => ({
  ...process.env,
  PATH: `${BIN}${path.delimiter}${process.env.PATH}`,
  CI: process.env.CI ?? 'true', // wrangler asks no questions
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG: process.env.WRANGLER_LOG ?? 'warn',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
})

/** Installs the packages of the lockfile unless they are there. */
export function ensureInstalled() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 20) fail(`Node 20 or later is needed; this is ${process.version}.`)
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  console.log('Installing packages (once)…')
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (result.status !== 0) fail('The packages could not be installed: see the lines above.')
  writeFileSync(STAMP, wanted)
}

/** Goes on in Node 24 when this is another version: Miniflare and Vitest need it. */
export function continueInOwnNode() {
  const node = path.join(BIN, 'node')
  if (process.versions.node.startsWith('24.') || process.env.TRADEWIND_NODE) return
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...toolEnvironment(), TRADEWIND_NODE: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise(() => {
    child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
  })
}

/** Runs one of our tools and ends with its output when it fails. Returns what it printed. */
export function runTool(command, args, { cwd = ROOT, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...toolEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}`))
    })
  })
}

export function fail(message) {
  console.error(message)
  process.exit(1)
}
