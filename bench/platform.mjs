/** The platform as it is measured: production bundles in one Miniflare, beside the floor and the API in other settings. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildAll, bundleOf, bundleScript } from '../scripts/build.mjs'
import { migrate, startPlatform } from '../scripts/platform.mjs'
import { Connection } from './connection.mjs'

export const PORTS = {
  platform: 8890,
  /** The API with all of its caches. */
  all: 8891,
  /** With the data centre's cache alone. */
  edge: 8892,
  /** With no answer kept, only facts. */
  none: 8893,
  /** As `none`, all that it asks of D1 counted; it has objects and queues of its own. */
  counted: 8894,
  /** Tells what the consumer of the counted API's events has asked of D1. */
  countedMails: 8896,
  floor: 8895,
}
/** Where state can lie: in the machine's memory, or on its disk. */
const FOLDERS = { memory: '/dev/shm', disk: os.tmpdir() }
export const hasMemory = existsSync(FOLDERS.memory)

const OBJECTS = ['Cart', 'SkuStock', 'GiftCard', 'PromotionUses', 'TestBank', 'Throttle']
const bindingOf = (className) => className.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase()

let bundles = null
/** Once in a process. */
async function buildBundles() {
  await buildAll()
  const [floor, countedApi, countedNotifications] = await Promise.all(
    ['floor', 'counted-api', 'counted-notifications'].map(bundleScript),
  )
  return { floor, countedApi, countedNotifications }
}

/** Starts it with an empty state in `memory` or on `disk`, does the work, and leaves nothing behind. */
export async function withPlatform(where, work) {
  bundles ??= await buildBundles()
  const state = mkdtempSync(path.join(FOLDERS[where], 'tradewind-bench-'))
  try {
    await migrate(state)
    const platform = await startPlatform({
      port: PORTS.platform,
      state,
      direct: PORTS.all,
      unlimited: true,
      quiet: true,
      variables: { LOG_REQUESTS: 'false' },
      beside: workersBeside(bundles),
    })
    try {
      return await work(await platform.getD1Database('DB', 'tradewind-api'))
    } finally {
      await platform.dispose()
    }
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

const workersBeside = ({ floor, countedApi, countedNotifications }) => [
  { name: 'api-edge-cache', direct: PORTS.edge, bundle: bundleOf('api'), variables: { CACHE: 'edge' } },
  { name: 'api-facts-only', direct: PORTS.none, bundle: bundleOf('api'), variables: { CACHE: 'facts' } },
  {
    name: 'api-counted',
    direct: PORTS.counted,
    bundle: countedApi,
    variables: { CACHE: 'facts' },
    objects: Object.fromEntries(OBJECTS.map((className) => [bindingOf(className), className])),
    queues: {
      producers: { EVENTS: { queueName: 'counted-events' }, IMPORTS: { queueName: 'counted-imports' } },
      consumers: { 'counted-imports': { maxBatchSize: 1, maxBatchTimeout: 1 } },
    },
  },
  {
    name: 'notifications-counted',
    like: 'notifications',
    direct: PORTS.countedMails,
    bundle: countedNotifications,
    queues: { consumers: { 'counted-events': { maxBatchSize: 10, maxBatchTimeout: 1 } } },
  },
  { name: 'floor', direct: PORTS.floor, bundle: floor, objects: { ROW: 'FloorRow' } },
]

/** On a connection of its own. */
export async function once(port, work) {
  const connection = await Connection.open(port)
  try {
    return await work(connection)
  } finally {
    connection.close()
  }
}
