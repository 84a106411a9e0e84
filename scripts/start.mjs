/**
 * `npm start`: from a fresh clone to a running platform. Options: `--port 9000`; `--verbose` logs every request; `--no-seed`
 * leaves the demo stores out; `--state DIR` keeps its data elsewhere. `--shape production` runs what is deployed
 * (`platform.mjs`), with the secrets of production from the environment and without demo stores.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { continueInOwnNode, ensureInstalled, fail } from './environment.mjs'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'no-seed': { type: 'boolean' },
    shape: { type: 'string', default: 'development' },
    state: { type: 'string' },
    verbose: { type: 'boolean' },
  },
})

ensureInstalled()
await continueInOwnNode()
const { DEFAULT_PORT, migrate, SECRET_NAMES, STATE, startPlatform } = await import('./platform.mjs')
const { buildAll } = await import('./build.mjs')
const { seed } = await import('./seed.mjs')
const { startLocalDns } = await import('./local-dns.mjs')
const { DEMO_MERCHANT } = await import('./merchant.mjs')

const port = Number(values.port ?? DEFAULT_PORT)
if (!Number.isInteger(port) || port < 1 || port > 65_535)
  fail(`--port takes a number from 1 to 65535, not ${values.port}.`)
if (!(await isFree(port)))
  fail(`Port ${port} is taken. Stop what runs there, or start with: npm start -- --port ${port + 1}`)

const { shape } = values
if (!['development', 'production'].includes(shape)) fail(`--shape takes development or production, not ${shape}.`)
const isLocal = shape === 'development'

const state = values.state ? path.resolve(values.state) : STATE
const appPort = isLocal ? null : await freePort()
const platform = await startAll()
const url = `http://localhost:${port}`
if (isLocal) await seedOnce()
console.log(isLocal ? localText() : productionText())

let stopping = false

// Miniflare does not fire crons by itself: the sweeps run every minute, as in production.
const cron = setInterval(sweep, 60_000)
// Its queues live in memory, so what was under way when it last stopped is lost: the first sweep looks from ten minutes
// ahead, to which all of that seems overdue.
sweep(10 * 60_000)

async function sweep(aheadMs = 0) {
  const api = await platform.getWorker('tradewind-api')
  const scheduledTime = new Date(Date.now() + aheadMs)
  try {
    const { outcome } = await api.scheduled({ cron: '* * * * *', scheduledTime })
    if (outcome !== 'ok') console.error(`The sweep ended with "${outcome}".`)
  } catch (error) {
    if (!stopping) console.error(`The sweep failed: ${error.message}`)
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    clearInterval(cron)
    await platform.dispose()
    process.exit(0)
  })
}

function localText() {
  return `
Tradewind is running (Ctrl-C ends it)

  Platform      ${url}
  Demo stores   http://demo.localhost:${port}   (USD, prices without tax)
                http://kobe.localhost:${port}   (JPY, prices include tax)
  Dashboard     ${url}/dashboard   (${DEMO_MERCHANT.email}, password “${DEMO_MERCHANT.password}”)
  Mailbox       ${url}/dev/mailbox
  API docs      ${url}/docs
`
}

function productionText() {
  return `
Tradewind is running in its production shape (Ctrl-C ends it)

  Every host    https://127.0.0.1:${port}, with a certificate that nobody has signed. The platform is https://shop.example:
                chromium --ignore-certificate-errors --host-resolver-rules="MAP *:443 127.0.0.1:${port}"
  Pages app     http://127.0.0.1:${appPort}
`
}

async function startAll() {
  try {
    await Promise.all([migrate(state, shape), buildAll()])
    if (!isLocal) return await startPlatform({ port, appPort, state, shape, secrets: fromOutside(SECRET_NAMES) })
    const dns = await startLocalDns({ state })
    const variables = { LOG_REQUESTS: String(values.verbose ?? false), DOH_URL: dns.url, ...passedOn() }
    return await startPlatform({ port, state, variables })
  } catch (error) {
    return fail(`Tradewind could not start.\n${error.message}`)
  }
}

/** What may be said from outside: log-in with other services, and where a test lets a checkout stop to kill it there. */
function passedOn() {
  const names = ['HALT_AT', 'DOH_URL', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_BASE_URL']
  names.push('GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'GITHUB_BASE_URL')
  return fromOutside(names)
}

function fromOutside(names) {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

async function seedOnce() {
  const done = path.join(state, 'seeded')
  if (values['no-seed'] || existsSync(done)) return
  try {
    await seed({ url })
  } catch (error) {
    await platform.dispose()
    fail(`The demo stores could not be filled.\n${error.message}`)
  }
  mkdirSync(state, { recursive: true })
  writeFileSync(done, new Date().toISOString())
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}

function isFree(wanted) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
