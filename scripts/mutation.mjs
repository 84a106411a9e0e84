/**
 * `npm run mutation`: changes the rules of money, stock and checkout in every small way there is and counts the changes that
 * no test notices. Writes docs/mutation.md and fails below 85 %. A part of it, without the page:
 * `npm run mutation -- --mutate domain/tax.ts`.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { continueInOwnNode, ensureInstalled, fail, ROOT, toolEnvironment } from './environment.mjs'

ensureInstalled()
await continueInOwnNode()

const LEAST_SCORE = 85
const REPORT = path.join(ROOT, '.wrangler', 'mutation', 'report.json')
const PAGE = path.join(ROOT, 'docs', 'mutation.md')
/** A mutant that never ends is noticed, too. */
const KILLED = new Set(['Killed', 'Timeout'])
const SURVIVED = new Set(['Survived', 'NoCoverage'])

const only = process.argv.slice(2)
rmSync(REPORT, { force: true })
const startedAtMs = Date.now()
const { status } = spawnSync('stryker', ['run', ...only], { cwd: ROOT, stdio: 'inherit', env: toolEnvironment() })
if (status !== 0) fail('The mutation tests did not run to their end: see the lines above.')

const rows = rowsOf(JSON.parse(readFileSync(REPORT, 'utf8')))
const all = rows.reduce(
  (sum, row) => ({ file: 'all', killed: sum.killed + row.killed, survived: sum.survived + row.survived }),
  { file: 'all', killed: 0, survived: 0 },
)
if (only.length === 0) writeFileSync(PAGE, page())
console.log(`Mutation score ${score(all)} %`)
if (Number(score(all)) < LEAST_SCORE) fail(`It must be at least ${LEAST_SCORE} %.`)

function rowsOf({ files }) {
  return Object.entries(files)
    .map(([file, { mutants }]) => ({
      file,
      killed: mutants.filter((mutant) => KILLED.has(mutant.status)).length,
      survived: mutants.filter((mutant) => SURVIVED.has(mutant.status)).length,
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
}

function score({ killed, survived }) {
  return ((100 * killed) / Math.max(1, killed + survived)).toFixed(1)
}

function page() {
  const cells = (row) => [row.file, row.killed + row.survived, row.killed, row.survived, `${score(row)} %`].map(String)
  const table = [['file', 'mutants', 'killed', 'survived', 'score'], ...[...rows, all].map(cells)]
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  const line = (row) =>
    `| ${row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`
  const rule = `| ${widths.map((width, at) => (at ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  const minutes = Math.max(1, Math.round((Date.now() - startedAtMs) / 60_000))
  const [cpu] = os.cpus()
  return `# Mutation tests

Written by \`npm run mutation\`, which changes the rules of money, stock and checkout in every small way there is (a \`<\`
becomes a \`<=\`, a condition is always true, a string is empty), one change at a time, and runs their tests. A change that no
test notices has survived. The command fails when less than ${LEAST_SCORE} % are noticed; no kind of change is left out.

${new Date(startedAtMs).toISOString().slice(0, 10)}, ${minutes} minutes on ${os.cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}, ${os.type()}), Node ${process.versions.node}.

${[line(table[0]), rule, ...table.slice(1).map(line)].join('\n')}

\`npm run mutation -- --mutate domain/tax.ts\` lists what survives in one file.
`
}
