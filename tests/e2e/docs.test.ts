/** The guide of the API reference: its commands, run as they stand there. */
import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, inject, test } from 'vitest'
import { firstCalls, keyCall } from '../../app/platform/docs/first-calls.ts'
import { demoMerchant } from '../../scripts/merchant.mjs'
import { call, storeAt } from './api.ts'
import { get } from './get.ts'

const port = inject('port')
const platform = `http://localhost:${port}`
const hasTools = ['bash', 'curl', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0)

const run = (script: string) => execFileSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8' })

describe.runIf(hasTools)('the guide of the API reference', () => {
  const commands = firstCalls(platform, 'demo.localhost').map(({ command }) => command)

  test('leads from a store to an order', () => {
    expect(run(commands.join('\n')).trimEnd().split('\n').at(-1)).toBe('"completed"')
  })

  test('lists stock with a key of the merchant’s own', async () => {
    const { token } = await demoMerchant(platform)
    const { id } = await storeAt(platform, 'demo')
    const key = { name: `Guide ${Date.now()}`, type: 'secret', scopes: ['inventory:read'] }
    const made = await call<{ token: string }>(platform, `/stores/${id}/api-keys`, {
      method: 'POST',
      json: key,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(made.error).toBeNull()
    expect(run(`STORE=${id}\nKEY=${made.data.token}\n${keyCall(platform).command}`)).toContain('"sku"')
  })
})

describe('the API reference', () => {
  test('is there at once: every operation has a page, without a script', async () => {
    const contents = await (await get(`${platform}/docs`)).text()
    const links = [...contents.matchAll(/href="(\/docs\/\w+)"/g)].map(([, path]) => path)
    expect(links.length).toBeGreaterThan(100)
    expect(contents).not.toContain('swagger')
    for (const path of ['/docs/listProducts', '/docs/savePricesOfList']) {
      expect(links).toContain(path)
      expect((await get(`${platform}${path}`)).status).toBe(200)
    }
    expect((await get(`${platform}/docs/nothing`)).status).toBe(404)
  })
})
