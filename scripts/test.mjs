/**
 * `npm test`: everything. Installs, checks, then unit, workerd and browser tests; the last line says how many passed and
 * failed, checks included. `npm test -- --project node domain` runs a part of the tests and no checks; with
 * `--shape production` whatever has two shapes (tests/shapes.ts) runs in that which is deployed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findBrowser } from './browser.mjs'
import { continueInOwnNode, ensureInstalled, fail, ROOT, toolEnvironment } from './environment.mjs'

ensureInstalled()
await continueInOwnNode()
const { runChecks } = await import('./check.mjs')

const { shape, only } = readArguments(process.argv.slice(2))
const browser = findBrowser()
if (!browser) fail('The browser tests need Chromium: apt-get install chromium, or set CHROME_PATH to one.')

const checks = only.length > 0 ? { passed: 0, failed: 0 } : await runChecks()
const tests = runTests()
const passed = checks.passed + tests.passed
const failed = checks.failed + tests.failed
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

function runTests() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tradewind-tests-'))
  const report = path.join(folder, 'report.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only]
  const env = { ...toolEnvironment(), CHROME_PATH: browser, TEST_SHAPE: shape }
  const { status } = spawnSync('vitest', args, { cwd: ROOT, stdio: 'inherit', env })
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    // A file that does not even load, or an unhandled error, fails no test by name: it counts as one.
    const unnamed = status !== 0 && numFailedTests === 0 ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + unnamed }
  } catch {
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All but the shape is Vitest's. */
function readArguments(given) {
  const at = given.indexOf('--shape')
  if (at < 0) return { shape: 'development', only: given }
  const shape = given[at + 1] ?? ''
  if (!['development', 'production'].includes(shape)) fail(`--shape takes development or production, not "${shape}".`)
  return { shape, only: given.toSpliced(at, 2) }
}
