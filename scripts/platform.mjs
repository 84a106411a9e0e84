/**
 * The whole platform in one Miniflare: the production bundles of all Workers, with the bindings that their wrangler
 * files declare. The edge Worker comes first, so the one origin is its.
 */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler'
import { bundleOf, CLIENT_FILES } from './build.mjs'
import { ROOT, runTool } from './environment.mjs'

export const DEFAULT_PORT = 8788
export const STATE = path.join(ROOT, '.wrangler', 'state')

/** Compiled modules lie beside the bundle that imports them. */
const wasmBeside = (bundle) =>
  readdirSync(path.dirname(bundle))
    .filter((file) => file.endsWith('.wasm'))
    .map((file) => ({ type: 'CompiledWasm', path: file }))

/**
 * Brings the local database to the newest migration: at once where it is there already, and a new one by a copy of the last new
 * one, which `dist/` keeps. Starting wrangler takes longer than everything else that a start does.
 */
export async function migrate(state = STATE, shape = 'development') {
  const databases = path.join(state, 'v3', 'd1')
  const stamp = path.join(databases, 'migrated')
  const wanted = hashOfMigrations(shape)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const isNew = !existsSync(databases)
  const kept = path.join(ROOT, 'dist', 'databases', wanted)
  if (isNew && existsSync(kept)) return cpSync(kept, databases, { recursive: true })
  const to = ['--local', '--persist-to', state, ...(shape === 'production' ? ['--env', shape] : [])]
  await runTool('wrangler', ['d1', 'migrations', 'apply', 'tradewind-commerce', ...to, '-c', 'wrangler.toml'])
  writeFileSync(stamp, wanted)
  if (isNew) keep(databases, kept)
}

/** Whole or not at all, also when two that start do so at once. */
function keep(databases, kept) {
  const copy = `${kept}.${process.pid}`
  cpSync(databases, copy, { recursive: true })
  if (existsSync(kept)) rmSync(copy, { recursive: true })
  else renameSync(copy, kept)
}

function hashOfMigrations(shape) {
  const folder = path.join(ROOT, 'migrations', 'commerce')
  const hash = createHash('sha256')
    .update(shape)
    .update(readFileSync(path.join(ROOT, 'wrangler.toml')))
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    hash.update(file).update(readFileSync(path.join(folder, file)))
  }
  return hash.digest('hex')
}

const CONFIGS = {
  edge: 'workers/edge/wrangler.toml',
  api: 'wrangler.toml',
  notifications: 'workers/notifications/wrangler.toml',
  app: 'app/wrangler.toml',
}

/** What `wrangler secret put` sets, by Worker (docs/deploy.md). In the production shape there is no default for any. */
const SECRETS = {
  edge: ['EDGE_SECRET'],
  api: ['SIGNING_SECRET', 'AUTH_SECRET', 'PASSWORD_PEPPER', 'ADMIN_SECRET', 'EDGE_SECRET', 'TEST_PAYMENTS'],
  notifications: [],
  app: ['EDGE_SECRET'],
}
export const SECRET_NAMES = [...new Set(Object.values(SECRETS).flat())]

/**
 * One Worker for Miniflare: its production bundle, with the bindings and settings of the top level of its wrangler file, or
 * in the production shape of its `[env.production]` and with its own `secrets` only.
 */
export function workerOf(part, { shape = 'development', variables = {}, secrets = {}, ...extra } = {}) {
  const config = path.join(ROOT, CONFIGS[part])
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config, shape === 'production' ? shape : undefined)
  const bundle = bundleOf(part)
  const own = Object.entries(secrets).filter(([name]) => SECRETS[part].includes(name))
  return {
    ...workerOptions,
    name: unstable_readConfig({ config }).name,
    rootPath: path.dirname(bundle),
    modules: [{ type: 'ESModule', path: path.basename(bundle) }, ...wasmBeside(bundle)],
    bindings: { ...workerOptions.bindings, ...variables, ...Object.fromEntries(own) },
    ...extra,
  }
}

const QUIET = {
  host: '127.0.0.1',
  cf: false,
  logRequests: false,
  unsafeTriggerHandlers: true,
  unsafeObservability: false,
  unsafeLocalExplorer: false,
}
const ASSETS = { directory: CLIENT_FILES, binding: 'ASSETS', routerConfig: { has_user_worker: true } }

/**
 * Starts it and resolves when it listens. `variables` are set in every Worker (a test halts a checkout that way).
 *
 * `shape: 'production'` is what is deployed: the `[env.production]` parts, `secrets` as they are given and no others, https
 * (with a certificate that nobody has signed), and the Pages app behind an origin of its own, `appPort`, to which the edge
 * goes over the network.
 *
 * For measuring, `direct` gives the API a port of its own, without the edge in front, `unlimited` takes away its limits per
 * address, and `beside` are further Workers `{ name, like, bundle, direct, variables, objects, queues }` with the data of the
 * API, or of the one that `like` names: its Durable Objects are theirs too, but for `objects` of their own, and it takes
 * from no queue but its own: `queues` has `producers` by binding, and `consumers`. `quiet` shows what Workers log of
 * faults alone.
 */
export async function startPlatform(options = {}) {
  const { port = DEFAULT_PORT, state = STATE, shape = 'development', beside = [], quiet = false } = options
  const workers = shape === 'production' ? productionWorkers(options) : developmentWorkers({ ...options, port })
  const likeOf = (name) => workers.find((worker) => worker.name === `tradewind-${name}`)
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      ...QUIET,
      ...(quiet ? { handleStructuredLogs: showFault } : {}),
      port,
      https: shape === 'production',
      resourcePersistencePath: path.join(state, 'v3'),
      workers: [...workers, ...beside.map((extra) => workerBeside(likeOf(extra.like ?? 'api'), extra))],
    }),
  )
  await mf.ready
  return mf
}

const showFault = ({ level, message }) => (level === 'error' ? console.error(message) : undefined)

function developmentWorkers({ port, variables = {}, direct, unlimited = false }) {
  const settings = { variables: { PLATFORM_HOST: `localhost:${port}`, ...variables } }
  return [
    workerOf('edge', settings),
    workerOf('api', {
      ...settings,
      ...(direct ? { unsafeDirectSockets: [socket(direct)] } : {}),
      ...(unlimited ? { ratelimits: {} } : {}),
    }),
    workerOf('notifications', settings),
    workerOf('app', { ...settings, assets: ASSETS }),
  ]
}

function productionWorkers({ appPort, variables = {}, secrets = {} }) {
  const settings = { shape: 'production', variables, secrets }
  const PAGES_ORIGIN = `http://127.0.0.1:${appPort}`
  return [
    workerOf('edge', { ...settings, variables: { ...variables, PAGES_ORIGIN } }),
    workerOf('api', settings),
    workerOf('notifications', settings),
    workerOf('app', { ...settings, assets: ASSETS, unsafeDirectSockets: [socket(appPort)] }),
  ]
}

const socket = (port) => ({ host: '127.0.0.1', port })

function workerBeside(other, { name, bundle, direct, variables = {}, objects = {}, queues = {} }) {
  const theirs = Object.entries(other.durableObjects).map(([binding, object]) => [
    binding,
    { ...object, scriptName: other.name },
  ])
  const own = Object.entries(objects).map(([binding, className]) => [binding, { className, useSQLite: true }])
  return {
    ...other,
    name,
    rootPath: path.dirname(bundle),
    queueProducers: { ...other.queueProducers, ...queues.producers },
    queueConsumers: queues.consumers ?? {},
    cronTriggers: [],
    modules: [{ type: 'ESModule', path: path.basename(bundle) }, ...wasmBeside(bundle)],
    bindings: { ...other.bindings, ...variables },
    durableObjects: Object.fromEntries([...theirs, ...own]),
    unsafeDirectSockets: [socket(direct)],
  }
}
