/**
 * The DNS of a laptop: TXT records in a file, answered over HTTP as Cloudflare answers them over HTTPS
 * (`application/dns-json`), so that a domain can be verified without owning one.
 *
 *   npm run dns -- set _tradewind.www.demo.localhost "tradewind-verify=…"   one more record of that name
 *   npm run dns -- list
 *   npm run dns -- remove _tradewind.www.demo.localhost
 *
 * `--state DIR` is where the platform keeps its data. The file is read at every question: nothing needs a restart.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ROOT } from './environment.mjs'

const STATE = path.join(ROOT, '.wrangler', 'state')
const TXT = 16
const NO_ERROR = 0
const NO_SUCH_NAME = 3
const USAGE = `Usage: npm run dns -- set NAME TEXT | list | remove NAME   [--state DIR]`

const fileOf = (state) => path.join(state, 'dns.json')
const nameOf = (text) => text.toLowerCase().replace(/\.$/, '')

/** Name → its TXT records. */
function readRecords(state) {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(fileOf(state), 'utf8'))))
  } catch (error) {
    if (error.code === 'ENOENT') return new Map()
    throw new Error(`${fileOf(state)} cannot be read: ${error.message}`)
  }
}

/** In one step, so that a question in between finds the file whole. */
function writeRecords(state, records) {
  mkdirSync(state, { recursive: true })
  const draft = `${fileOf(state)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(Object.fromEntries(records), null, 2)}\n`)
  renameSync(draft, fileOf(state))
}

/** Serves `{state}/dns.json` at `http://127.0.0.1:{port}/dns-query`; port 0 takes a free one. */
export async function startLocalDns({ state = STATE, port = 0 } = {}) {
  const server = createServer((request, response) => {
    const [status, body] = answer(request, state)
    response.writeHead(status, { 'content-type': 'application/dns-json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(body))
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${server.address().port}/dns-query`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(request, state) {
  const url = new URL(request.url, 'http://localhost')
  if (url.pathname !== '/dns-query') return [404, { error: 'There is nothing at this address.' }]
  if (request.method !== 'GET') return [405, { error: 'Only GET.' }]
  const name = nameOf(url.searchParams.get('name') ?? '')
  const type = (url.searchParams.get('type') ?? '').toUpperCase()
  if (!name || !['TXT', '16'].includes(type)) return [400, { error: 'Ask for ?name=…&type=TXT.' }]
  let records
  try {
    records = readRecords(state)
  } catch (error) {
    return [500, { error: error.message }]
  }
  const head = { TC: false, RD: true, RA: true, AD: false, CD: false, Question: [{ name, type: TXT }] }
  const texts = records.get(name)
  if (!texts) return [200, { Status: NO_SUCH_NAME, ...head }]
  const Answer = texts.map((text) => ({ name, type: TXT, TTL: 60, data: quoted(text) }))
  return [200, { Status: NO_ERROR, ...head, Answer }]
}

/** As a zone file has it: strings of at most 255 bytes, each in quotes (RFC 1035, 3.3). */
function quoted(text) {
  const chunks = text.match(/[\s\S]{1,255}/g) ?? ['']
  return chunks.map((chunk) => `"${chunk.replace(/["\\]/g, '\\$&')}"`).join(' ')
}

/** Does what the command line says and returns what to print; throws where it says nothing sensible. */
export function runDnsCommand(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { state: { type: 'string' } },
  })
  const state = values.state ? path.resolve(values.state) : STATE
  const [command, given, text, ...others] = positionals
  const records = readRecords(state)
  const name = nameOf(given ?? '')
  if (command === 'list' && given === undefined) {
    const lines = [...records].flatMap(([key, texts]) => texts.map((value) => `${key}  TXT  "${value}"`))
    return lines.join('\n') || 'There are no records.'
  }
  if (command === 'set' && name && text !== undefined && others.length === 0) {
    records.set(name, [...new Set([...(records.get(name) ?? []), text])])
    writeRecords(state, records)
    return `${name} has the TXT record "${text}".`
  }
  if (command === 'remove' && name && text === undefined) {
    if (!records.delete(name)) return `${name} has no record.`
    writeRecords(state, records)
    return `${name} has no record any more.`
  }
  throw new Error(USAGE)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(runDnsCommand(process.argv.slice(2)))
  } catch (error) {
    console.error(error.message)
    process.exitCode = 2
  }
}
