/** The figures as a table for the terminal, and as the page `docs/benchmarks.md`. */
import { PEERS } from './peers.mjs'

const COLUMNS = '| what | per second | p50 ms | p99 ms | CPU µs | its floor | of its floor | target | |'

const digits = (value, count) => value.toLocaleString('en-US', { maximumFractionDigits: count })
const verdict = ({ target, ratio }) => (target === null ? '' : ratio >= target ? 'met' : 'missed')

export function speedTable({ floors, rows }) {
  const line = ({ name, perSecond, p50Ms, p99Ms, cpuUs }, rest) =>
    `| ${name} | ${digits(perSecond, 0)} | ${digits(p50Ms, 1)} | ${digits(p99Ms, 1)} | ${digits(cpuUs, 0)} | ${rest} |`
  return [
    COLUMNS,
    '| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | --- |',
    ...rows.map((row) =>
      line(row, `${floors[row.floor].name} | ${digits(row.ratio, 2)} | ${row.target ?? ''} | ${verdict(row)}`),
    ),
    ...Object.values(floors).map((floor) => line(floor, '(floor) | 1 | |')),
  ].join('\n')
}

export function growthTable(growth) {
  const counts = growth[0].at.map(({ count }) => count)
  return [
    `| page, uncached | ${counts.map((count) => `rows at ${digits(count, 0)}`).join(' | ')} | largest ÷ smallest | round trips |`,
    `| --- | ${counts.map(() => '---:').join(' | ')} | ---: | ---: |`,
    ...growth.map(({ name, at, growth: times }) => {
      const trips = Math.max(...at.map(({ roundTrips }) => roundTrips))
      return `| ${name} | ${at.map(({ rowsRead }) => digits(rowsRead, 0)).join(' | ')} | ${digits(times, 2)} | ${trips} |`
    }),
  ].join('\n')
}

function peerTable({ rows }) {
  const said = (value) => (value === undefined ? '' : digits(value, 1))
  return [
    '| what, per second | Tradewind, this run | Medusa 2.21 | Vendure 3.7 |',
    '| --- | ---: | ---: | ---: |',
    ...rows
      .filter(({ peer }) => peer)
      .map(({ name, perSecond, peer }) => {
        const { medusa, vendure } = PEERS[peer]
        return `| ${name} | ${digits(perSecond, 0)} | ${said(medusa)} | ${said(vendure)} |`
      }),
  ].join('\n')
}

export const page = (report) => `# Benchmarks

Written by \`npm run bench\` on ${report.date.slice(0, 10)}: ${report.machine}. Do not edit it.

The production bundles of all Workers run in one Miniflare, its state in ${report.state}. ${report.connections} connections to each
Worker's own socket, no edge in front, ${report.seconds} s a row. Client and server share the machine, so the rates say little by
themselves: what counts is how near a route comes to its **floor**, a bare route on the same runtime that does the same number of
queries or object calls and nothing else. Each floor is measured right before and right after its row, and their mean counts.

## Speed

${speedTable(report)}

CPU is what the whole runtime takes for one, D1 and Durable Objects included.

"Uncached" is what the first to ask pays: the answer is made anew each time, the store's own record is known. Reads of the
catalogue are made in a store of 10,000 products.

## Growth

What one page reads of D1, in stores of different size. Rows read are what D1 bills.

${growthTable(report.growth)}

Searches by price or title are not among these: for them every product that has the words is read.

## Others

Measured earlier on a machine of the same kind: 10,000 products, PostgreSQL, ${report.connections} connections; the cached rows with
Redis. They were not part of this run, so compare orders of magnitude and no more.

${peerTable(report)}
`
