/** Fails when the drizzle schema has changed without a migration: generates one into a copy and expects nothing new. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fail, ROOT, runTool } from './environment.mjs'

const copy = mkdtempSync(path.join(os.tmpdir(), 'tradewind-migrations-'))
try {
  cpSync(path.join(ROOT, 'migrations', 'commerce'), copy, { recursive: true })
  const before = readdirSync(copy).length
  const schema = path.join('workers', 'api', 'db', 'tables', 'index.ts')
  await runTool('drizzle-kit', [
    'generate',
    '--dialect',
    'sqlite',
    '--schema',
    schema,
    '--out',
    path.relative(ROOT, copy),
  ])
  if (readdirSync(copy).length !== before) {
    fail('The schema has changed and no migration says so: npm run generate:migration')
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
