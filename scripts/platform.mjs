/**
 * The whole platform in one Miniflare: the production bundles of all Workers, with the bindings that their wrangler
 * files declare. The edge Worker comes first, so the one origin is its.
 */
import { readdirSync } from 'node:fs'
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

/** Brings the local database to the newest migration. */
export async function migrate(state = STATE) {
  const to = ['--local', '--persist-to', state]
  await runTool('wrangler', ['d1', 'migrations', 'apply', 'tradewind-commerce', ...to, '-c', 'wrangler.toml'])
}

/**
 * Starts it and resolves when it listens. `variables` are set in every Worker (a test halts a checkout that way).
 *
 * For measuring, `direct` gives the API a port of its own, without the edge in front, `unlimited` takes away its limits per
 * address, and `beside` are further Workers `{ name, like, bundle, direct, variables, objects, queues }` with the data of the
 * API, or of the one that `like` names: its Durable Objects are theirs too, but for `objects` of their own, and it takes
 * from no queue but its own: `queues` has `producers` by binding, and `consumers`. `quiet` shows what Workers log of
 * faults alone.
 */
export async function startPlatform(options = {}) {
  const {
    port = DEFAULT_PORT,
    state = STATE,
    variables = {},
    direct,
    unlimited = false,
    beside = [],
    quiet = false,
  } = options
  const platformHost = `localhost:${port}`
  const worker = (config, part, extra = {}) => {
    const { workerOptions } = unstable_getMiniflareWorkerOptions(path.join(ROOT, config))
    const bundle = bundleOf(part)
    return {
      ...workerOptions,
      name: unstable_readConfig({ config: path.join(ROOT, config) }).name,
      rootPath: path.dirname(bundle),
      modules: [{ type: 'ESModule', path: path.basename(bundle) }, ...wasmBeside(bundle)],
      bindings: { ...workerOptions.bindings, PLATFORM_HOST: platformHost, ...variables },
      ...extra,
    }
  }
  const api = worker('wrangler.toml', 'api', {
    ...(direct ? { unsafeDirectSockets: [socket(direct)] } : {}),
    ...(unlimited ? { ratelimits: {} } : {}),
  })
  const notifications = worker('workers/notifications/wrangler.toml', 'notifications')
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      ...{ host: '127.0.0.1', port, cf: false, logRequests: false, unsafeTriggerHandlers: true },
      ...{ unsafeObservability: false, unsafeLocalExplorer: false },
      ...(quiet ? { handleStructuredLogs: showFault } : {}),
      resourcePersistencePath: path.join(state, 'v3'),
      workers: [
        worker('workers/edge/wrangler.toml', 'edge'),
        api,
        notifications,
        worker('app/wrangler.toml', 'app', {
          assets: { directory: CLIENT_FILES, binding: 'ASSETS', routerConfig: { has_user_worker: true } },
        }),
        ...beside.map((extra) => workerBeside(extra.like === 'notifications' ? notifications : api, extra)),
      ],
    }),
  )
  await mf.ready
  return mf
}

const showFault = ({ level, message }) => (level === 'error' ? console.error(message) : undefined)

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
