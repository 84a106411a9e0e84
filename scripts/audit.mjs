/**
 * `npm run audit`: verifies the chain of the audit log from outside, straight from the database. Options: `--remote` for
 * production (with wrangler logged in); `--state DIR` for another local state; `--expect 1234:HASH` for an entry that must
 * be as an old `audit_sealed` line of the log says. Ends with 0 when the chain is whole, 1 when it is not.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { continueInOwnNode, ensureInstalled, fail, runTool } from './environment.mjs'

const PAGE = 500
const { values } = parseArgs({
  options: { remote: { type: 'boolean' }, state: { type: 'string' }, expect: { type: 'string' } },
})

ensureInstalled()
await continueInOwnNode()
const { STATE } = await import('./platform.mjs')
const { chainText } = await import('../domain/audit-chain.ts')

const where = values.remote ? ['--remote', '--env', 'production'] : ['--local', '--persist-to', values.state ?? STATE]
const [wantedAt, wantedHash] = values.expect?.split(':') ?? []

let hash = ''
let sequence = 0
for (;;) {
  const rows = await query(`SELECT * FROM audit_log WHERE sequence > ${sequence} ORDER BY sequence LIMIT ${PAGE}`)
  for (const row of rows) {
    sequence += 1
    hash = createHash('sha256')
      .update(chainText(hash, sequence, entryOf(row)))
      .digest('base64url')
    if (row.sequence !== sequence || row.hash !== hash) fail(`The chain is broken at entry ${sequence}.`)
    if (String(sequence) === wantedAt && hash !== wantedHash) {
      fail(`Entry ${sequence} has another hash than expected: the chain was replaced.`)
    }
  }
  if (rows.length < PAGE) break
}
const [head] = await query('SELECT sequence, hash FROM audit_head')
if (!head || head.sequence !== sequence || head.hash !== hash) fail(`Entries are missing after ${sequence}.`)
if (Number(wantedAt) > sequence) fail(`There is no entry ${wantedAt}: the end of the chain was cut off.`)
const [{ unsealed }] = await query('SELECT COUNT(*) AS unsealed FROM audit_log WHERE hash IS NULL')
console.log(`The chain is whole: ${sequence} entries, the last ${hash}; ${unsealed} not sealed yet.`)

async function query(sql) {
  const args = ['d1', 'execute', 'tradewind-commerce', ...where, '--json', '--command', sql, '-c', 'wrangler.toml']
  const output = await runTool('wrangler', args, { env: { WRANGLER_LOG: 'log' } })
  const [answer] = JSON.parse(output.slice(output.indexOf('[')))
  return answer.results
}

function entryOf(row) {
  const json = (text) => (text === null ? null : JSON.parse(text))
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    reason: row.reason,
    actorType: row.actor_type,
    actorId: row.actor_id,
    targetType: row.target_type,
    targetId: row.target_id,
    storeId: row.store_id,
    tenantId: row.tenant_id,
    address: row.address,
    userAgent: row.user_agent,
    before: json(row.before),
    after: json(row.after),
    requestId: row.request_id,
  }
}
