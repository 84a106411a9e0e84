/** The figures as tables for the terminal, and as the page `docs/benchmarks.md`; beside them those of an earlier report. */
import { PEERS } from './peers.mjs'

const digits = (value, count) =>
  value === undefined || value === null ? '' : value.toLocaleString('en-US', { maximumFractionDigits: count })
const verdict = ({ target, ratio }) => (target === null ? '' : ratio >= target ? 'met' : 'missed')

/** `columns` are names; one that begins with `>` has numbers. */
function table(columns, lines) {
  const names = columns.map((column) => column.replace(/^>/, ''))
  const rules = columns.map((column) => (column.startsWith('>') ? '---:' : '---'))
  return [names, rules, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const named = (rows, wanted) => rows?.find(({ name }) => name === wanted)

/** `before` is the same part of an earlier report, if there is one. */
export function speedTable({ floors, rows }, before) {
  const columns = [
    'what',
    '>per second',
    '>p50 ms',
    '>p99 ms',
    '>alone, p50 ms',
    '>CPU µs',
    'its floor',
    '>of its floor',
  ]
  const more = ['>by CPU', '>target', '']
  const earlier = before ? ['>before: CPU µs', '>before: of its floor'] : []
  const figures = ({ name, perSecond, p50Ms, p99Ms, aloneMs, cpuUs }) => [
    name,
    digits(perSecond, 0),
    digits(p50Ms, 1),
    digits(p99Ms, 1),
    digits(aloneMs, 1),
    digits(cpuUs, 0),
  ]
  const earlierOf = (row) => (before ? [digits(row?.cpuUs, 0), digits(row?.ratio, 2)] : [])
  const lines = rows.map((row) => [
    ...figures(row),
    floors[row.floor].name,
    digits(row.ratio, 2),
    digits(row.cpuRatio, 2),
    row.target ?? '',
    verdict(row),
    ...earlierOf(named(before?.rows, row.name)),
  ])
  const floorLines = Object.entries(floors).map(([key, floor]) => [
    ...figures(floor),
    '(floor)',
    '1',
    '1',
    '',
    '',
    ...earlierOf(before && { cpuUs: before.floors[key]?.cpuUs }),
  ])
  return table([...columns, ...more, ...earlier], [...lines, ...floorLines])
}

export function growthTable({ columns, rows }, before) {
  const titles = columns.map(({ products, orders }) => `>${digits(products, 0)} products, ${digits(orders, 0)} orders`)
  const most = (at, figure) => digits(Math.max(...at.map((count) => count[figure])), 1)
  const names = ['rows of D1 read at', ...titles, '>written', '>round trips', '>largest ÷ smallest', '']
  const earlier = before ? ['>before: at most', '>before: growth'] : []
  return table(
    [...names, ...earlier],
    rows.map(({ name, at, growth, limit }) => {
      const old = named(before?.rows, name)
      return [
        name,
        ...at.map(({ rowsRead }) => digits(rowsRead, 1)),
        most(at, 'rowsWritten'),
        most(at, 'roundTrips'),
        digits(growth, 2),
        growth <= limit ? '' : 'grows',
        ...(before ? [old ? most(old.at, 'rowsRead') : '', digits(old?.growth, 2)] : []),
      ]
    }),
  )
}

/** The statement that makes each row grow which does. */
export const culpritList = ({ rows }) =>
  rows
    .filter(({ culprit }) => culprit)
    .map(
      ({ name, culprit: { text, from, to } }) =>
        `- ${name}: ${digits(from, 1)} to ${digits(to, 1)} rows by \`${text.replaceAll('`', '')}…\``,
    )
    .join('\n')

export function importTable(imports, before) {
  const columns = ['products per second', '>over all', '>first tenth', '>last tenth', '>of its floor']
  const lineOf = (name, { perSecond, firstTenth, lastTenth, ratio }) => [
    name,
    digits(perSecond, 0),
    digits(firstTenth, 0),
    digits(lastTenth, 0),
    ratio === undefined ? '(floor)' : digits(ratio, 2),
  ]
  const lines = imports.flatMap((measured) => {
    const old = before?.find(({ state }) => state === measured.state)
    return [
      lineOf(`import, ${measured.products} products, state ${placeOf(measured)}`, measured),
      lineOf('bare writes of as many', measured.floor),
      ...(old ? [lineOf('before', old)] : []),
    ]
  })
  return table(columns, lines)
}

export const placeOf = ({ state }) => (state === 'disk' ? 'on disk' : 'in memory')

function peerTable({ rows }) {
  return table(
    ['what, per second', '>Tradewind, this run', '>Medusa 2.21', '>Vendure 3.7'],
    rows
      .filter(({ peer }) => peer)
      .map(({ name, perSecond, peer }) => [
        name,
        digits(perSecond, 0),
        digits(PEERS[peer].medusa, 1),
        digits(PEERS[peer].vendure, 1),
      ]),
  )
}

/** `before` is an earlier report, or null. */
export function page(report, before) {
  const { date, machine, connections, seconds, speed, growth, imports } = report
  const speedTables = speed.map((measured) => {
    const old = before?.speed.find(({ state }) => state === measured.state)
    return `### State ${placeOf(measured)}\n\n${speedTable(measured, old)}`
  })
  return `# Benchmarks

Written by \`npm run bench\` on ${date.slice(0, 10)}: ${machine}. Do not edit it.

The production bundles of all Workers run in one Miniflare. ${connections} connections to each Worker's own socket, no edge in
front, ${seconds} s a row. Client and server share the machine, so the rates say little by themselves: what counts is how near a
route comes to its **floor**, a bare route on the same runtime that does the same number of queries or object calls and nothing
else. Each floor is measured right before and right after its row, and their mean counts.${before ? ` "Before" is the report of ${before.date.slice(0, 10)}.` : ''}

## Speed

${speedTables.join('\n\n')}

CPU is what the whole runtime takes for one: D1, Durable Objects, and all that follows the answer (copies of stock, mails)
included. "By CPU" is the floor's CPU ÷ the row's, which other work on the machine disturbs less than rates. "Alone" is one
connection.

The store has 10,000 products with 20,000 variants, and 1,000 orders. "Uncached" is what the first to ask pays: the answer is
made anew each time, the store's own record is known. What is bought is spread over 300 variants, each with an object that has
a million pieces of it, and over as many carts; bare writes are spread over as many objects.

## Growth

What one page or one change takes of D1 as a platform grows: requests, Durable Objects and consumers of queues together. Each
column is measured once that store is full and before the next is filled, all in one database. Rows read and written are what
D1 bills; of rows written and round trips the most is shown. A merchant has no list of orders yet.

${growthTable(growth, before?.growth)}

${culpritList(growth)}

Searches by price or title are not among these: for them every product that has the words is read.
${imports ? `\n## Import\n\nFrom one CSV file, timed once; every other product has two variants, and all of them have stock.\n\n${importTable(imports, before?.imports)}\n` : ''}
## Others

Measured earlier on a machine of the same kind: 10,000 products, PostgreSQL, ${connections} connections; the cached rows with
Redis. They were not part of this run, so compare orders of magnitude and no more.

${peerTable(speed[0])}
`
}
