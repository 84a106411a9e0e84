/** Fails when a document names a file that is not there: `carts/enter-code.ts` is found by the end of its path. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fail, ROOT } from './environment.mjs'

/** History, and what tools write. */
const LEFT_OUT = new Set(['CHANGELOG.md', 'docs/benchmarks.md', 'docs/mutation.md'])
const PATH = /`(?!\/)([\w@./[\]-]+\.(?:ts|tsx|mjs|cjs|css|json|toml|md))`/g

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
const isThere = (named) => files.some((file) => file === named || file.endsWith(`/${named}`))

const missing = files
  .filter((file) => file.endsWith('.md') && !LEFT_OUT.has(file))
  .flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(PATH)]
      .map(([, named]) => named.replace(/^\.\//, ''))
      .filter((named) => !isThere(named))
      .map((named) => `${file}: ${named}`),
  )
if (missing.length > 0) fail(`Documents name files that are not there:\n${missing.join('\n')}`)
