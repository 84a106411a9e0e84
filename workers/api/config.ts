/** The Worker's settings, checked once per isolate: a missing secret stops production at the first request, by name. */
import * as z from 'zod'
import type { Env } from './env.ts'

const DEVELOPMENT_SECRETS = {
  SIGNING_SECRET: 'development-signing-secret-not-for-production',
  OPERATOR_TOKEN: 'development-operator-token',
}

const secret = z.string({ error: 'is not set' }).min(24, 'must have at least 24 characters')

const Config = z.object({
  environment: z.enum(['development', 'test', 'production']),
  platformHost: z.string().min(1),
  signingSecret: secret,
  operatorToken: secret,
  testPayments: z.boolean(),
  logRequests: z.boolean(),
  haltAt: z.string().optional(),
})
export type Config = z.infer<typeof Config>

const parsed = new WeakMap<Env, Config>()

export function configOf(env: Env): Config {
  const known = parsed.get(env)
  if (known) return known
  const config = parseConfig(env)
  parsed.set(env, config)
  return config
}

/** Throws one error that names every setting at fault. */
export function parseConfig(env: Env): Config {
  const local = env.ENVIRONMENT !== 'production'
  const result = Config.safeParse({
    environment: env.ENVIRONMENT,
    platformHost: env.PLATFORM_HOST,
    signingSecret: env.SIGNING_SECRET ?? (local ? DEVELOPMENT_SECRETS.SIGNING_SECRET : undefined),
    operatorToken: env.OPERATOR_TOKEN ?? (local ? DEVELOPMENT_SECRETS.OPERATOR_TOKEN : undefined),
    testPayments: local || env.TEST_PAYMENTS === 'true',
    logRequests: env.LOG_REQUESTS !== 'false',
    haltAt: local ? env.HALT_AT : undefined,
  })
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `${toSettingName(issue.path.join('.'))} ${issue.message}`)
  throw new Error(`The Worker is not configured: ${faults.join('; ')}`)
}

const toSettingName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
