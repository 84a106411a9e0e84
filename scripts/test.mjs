/**
 * `npm test`: everything. Installs, checks, then unit, workerd and browser tests; the last line says how many passed and
 * failed, checks included. `npm test -- --project node domain` runs a part of the tests and no checks; `--changed` the
 * checks and the tests that what is not committed touches, `--changed main` all that is new since then; with `--shape
 * production` whatever has two shapes (tests/shapes.ts) runs in that which is deployed. docs/testing.md says more.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { findBrowser } from './browser.mjs'
import { continueInOwnNode, ensureInstalled, fail, ROOT, toolEnvironment } from './environment.mjs'

/**
 * Projects of vitest.config.ts that share a process. Tests in workerd and in a browser wait for another process most of the
 * time, so both run at once.
 */
const SIDE_BY_SIDE = [
  ['api', 'notifications', 'node'],
  ['e2e', 'e2e-production'],
]

ensureInstalled()
await continueInOwnNode()
const { runChecks } = await import('./check.mjs')

const { shape, only, isOfAllProjects } = readArguments(process.argv.slice(2))
const browser = findBrowser()
if (!browser) fail('The browser tests need Chromium: apt-get install chromium, or set CHROME_PATH to one.')

const counts = []
if (only.length > 0 && !isOfAllProjects) counts.push(await runTests(only))
else {
  counts.push(await runChecks())
  const runs = SIDE_BY_SIDE.map((projects) => runTests([...projects.map((project) => `--project=${project}`), ...only]))
  counts.push(...(await Promise.all(runs)))
}
const total = (key) => counts.reduce((sum, count) => sum + count[key], 0)
console.log(`\n${total('passed')} passed, ${total('failed')} failed`)
process.exit(total('failed') > 0 ? 1 : 0)

async function runTests(args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tradewind-tests-'))
  const report = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const status = await vitest(['run', ...reporters, ...args])
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    // A file that does not even load fails no test by name, nor does an unhandled error: each counts as one.
    const failed = numFailedTests + testResults.filter(isUnnamedFailure).length
    return { passed: numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed }
  } catch {
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isUnnamedFailure({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
}

/** Resolves with its exit code. It prints whole lines only, so that those of two runs do not mix. */
function vitest(args) {
  const env = { ...toolEnvironment(), CHROME_PATH: browser, TEST_SHAPE: shape }
  const child = spawn('vitest', args, { cwd: ROOT, stdio: ['inherit', 'pipe', 'pipe'], env })
  createInterface({ input: child.stdout }).on('line', (line) => process.stdout.write(`${line}\n`))
  createInterface({ input: child.stderr }).on('line', (line) => process.stderr.write(`${line}\n`))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
}

/** All but the shape is Vitest's. `--changed` alone, or with what it is compared with, is for all projects. */
function readArguments(given) {
  const at = given.indexOf('--shape')
  const shape = at < 0 ? 'development' : (given[at + 1] ?? '')
  if (!['development', 'production'].includes(shape)) fail(`--shape takes development or production, not "${shape}".`)
  const only = at < 0 ? given : given.toSpliced(at, 2)
  const [first, base, ...more] = only
  if (first !== '--changed' || base?.startsWith('-') || more.length > 0) return { shape, only, isOfAllProjects: false }
  return { shape, only: base === undefined ? [first] : [`${first}=${base}`], isOfAllProjects: true }
}
