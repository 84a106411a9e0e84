import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dohResolver } from '#api/domains/dns.ts'
import { runDnsCommand, startLocalDns } from './local-dns.mjs'

let state: string
let dns: Awaited<ReturnType<typeof startLocalDns>>
const run = (...args: string[]) => runDnsCommand([...args, '--state', state])
const ask = (name: string) => dohResolver(dns.url).txt(name)

beforeEach(async () => {
  state = mkdtempSync(path.join(tmpdir(), 'dns-'))
  dns = await startLocalDns({ state })
})
afterEach(async () => {
  await dns.close()
  rmSync(state, { recursive: true })
})

const NAME = '_tradewind.www.demo.localhost'

test('what the command sets, the platform is answered, until it is removed', async () => {
  expect(await ask(NAME)).toEqual({ outcome: 'answered', values: [] })
  run('set', NAME, 'tradewind-verify=abc')
  run('set', `${NAME.toUpperCase()}.`, 'and "more" \\')
  run('set', NAME, 'tradewind-verify=abc')
  expect(await ask(NAME)).toEqual({ outcome: 'answered', values: ['tradewind-verify=abc', 'and "more" \\'] })
  expect(run('list')).toContain(`${NAME}  TXT  "tradewind-verify=abc"`)
  run('remove', NAME)
  expect(await ask(NAME)).toEqual({ outcome: 'answered', values: [] })
  expect(run('list')).toBe('There are no records.')
  expect(run('remove', NAME)).toContain('no record')
})

test('a long text arrives whole, though DNS splits it', async () => {
  const text = 'x'.repeat(600)
  run('set', NAME, text)
  expect(await ask(NAME)).toEqual({ outcome: 'answered', values: [text] })
})

test('a broken file is an answer that is none', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  writeFileSync(path.join(state, 'dns.json'), '{')
  expect(await ask(NAME)).toEqual({ outcome: 'unavailable' })
  warned.mockRestore()
})

test.each([[['set', NAME]], [['set']], [['list', NAME]], [['remove']], [['flush']], [[]]])(
  'how it is used is told to whoever types %o',
  (args) => {
    expect(() => run(...args)).toThrow(/^Usage: npm run dns/)
  },
)

test.each([
  ['/', 404],
  ['/dns-query', 400],
  ['/dns-query?name=x.example&type=A', 400],
])('%s is answered with %i', async (address, status) => {
  expect((await fetch(new URL(address, dns.url))).status).toBe(status)
})
