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
  'openapi.json up to date': ['node', ['scripts/openapi.mjs', '--check']],
}

/** Runs every check, says what failed and why, and returns how many passed and failed. */
export async function runChecks() {
  let passed = 0
  let failed = 0
  for (const [name, [command, args]] of Object.entries(CHECKS)) {
    try {
      await runTool(command, args)
      console.log(`✓ ${name}`)
      passed++
    } catch (error) {
      console.error(`✗ ${name}\n${error.message}`)
      failed++
    }
  }
  return { passed, failed }
}

if (process.argv[1]?.endsWith('check.mjs')) {
  ensureInstalled()
  await continueInOwnNode()
  const { failed } = await runChecks()
  process.exit(failed > 0 ? 1 : 0)
}
