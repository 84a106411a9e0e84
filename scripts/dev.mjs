/**
 * `npm run dev`: the platform with hot reload. `wrangler dev` runs the API and the notifications Worker and reloads them,
 * `remix vite:dev` serves the pages; they find each other through wrangler's registry and share the local state.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { continueInOwnNode, ensureInstalled, ROOT, toolEnvironment } from './environment.mjs'

ensureInstalled()
await continueInOwnNode()
const { migrate, STATE } = await import('./platform.mjs')
const { seed } = await import('./seed.mjs')

const API_PORT = 8787
const APP_PORT = 5173
const API = `http://localhost:${API_PORT}`

await migrate()
const host = `localhost:${APP_PORT}`
const commands = [
  [
    'wrangler',
    'dev',
    '-c',
    'wrangler.toml',
    '-c',
    'workers/notifications/wrangler.toml',
    '--ip',
    '127.0.0.1',
    '--port',
    String(API_PORT),
    '--persist-to',
    STATE,
    '--var',
    `PLATFORM_HOST:${host}`,
    '--show-interactive-dev-session=false',
  ],
  ['remix', 'vite:dev', '--config', 'app/vite.config.ts', '--port', String(APP_PORT)],
]
const children = commands.map(([command, ...args]) =>
  spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...toolEnvironment(), WRANGLER_LOG: 'info' } }),
)
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const child of children) child.on('exit', stop)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)

await untilAnswers(`${API}/health/ready`)
const done = path.join(STATE, 'seeded')
if (!existsSync(done)) {
  await seed({ url: API })
  mkdirSync(STATE, { recursive: true })
  writeFileSync(done, new Date().toISOString())
}
await untilAnswers(`http://${host}/`)
console.log(`
Tradewind with hot reload (Ctrl-C ends it)

  Platform      http://${host}
  Demo stores   http://demo.${host}
                http://kobe.${host}
  API           ${API}
`)

async function untilAnswers(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}
