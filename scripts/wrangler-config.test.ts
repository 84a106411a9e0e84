/** What the wrangler files deploy, where a mistake would put development onto the internet. */
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { isLocalEnvironment } from '#contract/environment.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (file: string, env?: string) =>
  unstable_readConfig({ config: path.join(ROOT, file), env }, { hideWarnings: true })

describe.each(['wrangler.toml', 'workers/edge/wrangler.toml', 'workers/notifications/wrangler.toml'])('%s', (file) => {
  test.each([undefined, 'production'])('has no public address of its own in environment %s', (env) => {
    const { workers_dev, preview_urls } = read(file, env)
    expect({ workers_dev, preview_urls }).toEqual({ workers_dev: false, preview_urls: false })
  })

  test('is production in production, under the name that others bind to', () => {
    const { name, vars } = read(file, 'production')
    expect([name, vars.ENVIRONMENT]).toEqual([read(file).name, 'production'])
  })

  test('has every binding in production but the app beside the edge, which has an origin there', () => {
    const names = (env?: string) => bindingsOf(read(file, env)).filter((name) => name !== 'PAGES')
    expect(names('production')).toEqual(names())
  })
})

type Config = ReturnType<typeof read>

const bindingsOf = (config: Config): string[] =>
  [
    ...config.d1_databases,
    ...config.r2_buckets,
    ...(config.queues.producers ?? []),
    ...(config.services ?? []),
    ...(config.images ? [config.images] : []),
    ...config.durable_objects.bindings,
    ...config.ratelimits,
    ...config.send_email,
  ]
    .map((binding) => ('binding' in binding ? binding.binding : binding.name))
    .sort()

describe('deployments of the Pages app', () => {
  test('from the production branch are production', () => {
    const { vars, services } = read('app/wrangler.toml', 'production')
    expect([vars.ENVIRONMENT, services?.map(({ binding }) => binding)]).toEqual(['production', ['API']])
  })

  test('from other branches run without the API, without well-known secrets, for no host', () => {
    const { vars, services } = read('app/wrangler.toml', 'preview')
    expect(isLocalEnvironment(String(vars.ENVIRONMENT))).toBe(false)
    expect(vars.PLATFORM_HOST).toBe('preview.invalid')
    expect(services ?? []).toEqual([])
  })
})
