/** The platform as a person runs it: `npm start` in a process group of its own, on its own port and state. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')
const START_TIMEOUT_MS = 600_000

export interface RunningPlatform {
  port: number
  /** The platform's own origin; a store is at `storeUrl(slug)`. */
  url: string
  storeUrl(slug: string): string
  /** Everything the process has printed so far. */
  output(): string
  /** Waits until the process prints this. */
  printed(text: string, timeoutMs?: number): Promise<void>
  /** Ends the whole process group as a power cut would. */
  kill(): Promise<void>
  /** Ends it as Ctrl-C would. */
  stop(): Promise<void>
}

export const newState = (): string => mkdtempSync(path.join(os.tmpdir(), 'tradewind-state-'))
export const removeState = (state: string): void => rmSync(state, { recursive: true, force: true })

export async function startPlatform(options: {
  state: string
  port?: number
  seed?: boolean
  /** What is deployed (scripts/platform.mjs): on https, and with the secrets among `variables` only. */
  shape?: 'production'
  /** Settings of the Workers, as the environment gives them. */
  variables?: Record<string, string>
}): Promise<RunningPlatform> {
  const port = options.port ?? (await freePort())
  const args = ['scripts/start.mjs', '--port', String(port), '--state', options.state]
  if (options.seed === false) args.push('--no-seed')
  if (options.shape) args.push('--shape', options.shape)
  const env = { ...process.env, ...options.variables }
  const child = spawn('node', args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk))

  const waitFor = (text: string, timeoutMs = START_TIMEOUT_MS) =>
    new Promise<void>((resolve, reject) => {
      const startedMs = Date.now()
      const look = setInterval(() => {
        const isOver = child.exitCode !== null || Date.now() - startedMs > timeoutMs
        if (printed.includes(text)) resolve()
        else if (isOver) reject(new Error(`The platform never printed "${text}":\n${printed}`))
        else return
        clearInterval(look)
      }, 50)
    })

  try {
    await waitFor('Tradewind is running')
  } catch (error) {
    await end(child, 'SIGKILL')
    throw error
  }
  return {
    port,
    url: `http://localhost:${port}`,
    storeUrl: (slug) => `http://${slug}.localhost:${port}`,
    output: () => printed,
    printed: waitFor,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || !child.pid) return resolve()
    child.once('exit', () => resolve())
    if (signal === 'SIGKILL') process.kill(-child.pid, signal)
    else child.kill(signal)
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
