/** `npm run check`: format, lint, types, architecture rules, unused code and generated files, in seconds. */
import { continueInOwnNode, ensureInstalled, runTool } from './environment.mjs'

const CHECKS = {
  'format and lint': ['biome', ['check', '--error-on-warnings', '.']],
  'types (workers)': ['tsc', ['-p', 'tsconfig.json']],
  'types (app)': ['tsc', ['-p', 'app/tsconfig.json']],
  'architecture rules': [
    'depcruise',
    ['domain', 'contract', 'durable-objects', 'workers', 'app', '--output-type', 'err'],
  ],
  'no circles between folders': [
    'depcruise',
    ['workers/api', '--config', '.dependency-cruiser-folders.cjs', '--output-type', 'err'],
  ],
  'unused files, exports and packages': ['knip', []],
  'migrations up to date': ['node', ['scripts/check-migrations.mjs']],
  'files that documents name': ['node', ['scripts/check-docs.mjs']],
  'openapi.json up to date': ['node', ['scripts/openapi.mjs', '--check']],
}

const AT_ONCE = 2

/** Runs every check, says what failed and why, and returns how many passed and failed. */
export async function runChecks() {
  const counts = { passed: 0, failed: 0 }
  const waiting = Object.entries(CHECKS)
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) counts[await runCheck(...next)]++
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return counts
}

async function runCheck(name, [command, args]) {
  try {
    await runTool(command, args)
    console.log(`✓ ${name}`)
    return 'passed'
  } catch (error) {
    console.error(`✗ ${name}\n${error.message}`)
    return 'failed'
  }
}

if (process.argv[1]?.endsWith('check.mjs')) {
  ensureInstalled()
  await continueInOwnNode()
  const { failed } = await runChecks()
  process.exit(failed > 0 ? 1 : 0)
}
