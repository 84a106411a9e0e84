/** The Worker's settings, checked once per isolate: a missing secret stops production at the first request, by name. */
import * as z from 'zod'
import { isLocalEnvironment } from '#contract/environment.ts'
import { edgeSecretOf } from '#contract/forwarded.ts'
import type { Env } from './env.ts'

/** Known to everybody, so that a fresh clone runs; for development and tests only. */
const DEVELOPMENT = {
  SIGNING_SECRET: 'development-signing-secret-not-for-production',
  AUTH_SECRET: 'development-auth-secret-not-for-production',
  PASSWORD_PEPPER: 'dev:development-pepper-not-for-production',
  ADMIN_SECRET: 'development-admin-secret',
}

const secret = z.string({ error: 'is not set' }).min(24, 'must have at least 24 characters')

/** One or more after commas. */
const secrets = z
  .string({ error: 'is not set' })
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .pipe(z.tuple([secret], secret))

/** `2026:a long secret,2025:the one before`: the first is used for new hashes, the others still verify old ones. */
const peppers = z
  .string({ error: 'is not set' })
  .transform((text) => text.split(',').map((entry) => /^([\w-]{1,16}):(.{24,})$/.exec(entry.trim())))
  .refine((entries) => entries.every((entry) => entry !== null), 'must be `id:secret`, of at least 24 characters')
  .transform((entries) => entries.flatMap((entry) => (entry ? [{ id: entry[1] ?? '', secret: entry[2] ?? '' }] : [])))

const OAuthClient = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) })
export type OAuthClient = z.infer<typeof OAuthClient>

const Config = z.object({
  /** Whatever is not `development` or `test` is treated as production. */
  environment: z.string().min(1),
  platformHost: z.string().min(1),
  /** Signs cart tokens and order links. */
  signingSecret: secret,
  /** Seals and derives whatever sessions stand on. The first is in force, the others still open what they have sealed. */
  authSecret: secrets,
  edgeSecret: secret,
  passwordPepper: peppers,
  /** Makes the first administrator. Without it there is no such way. */
  adminSecret: secret.optional(),
  contactEmail: z.email(),
  dohUrl: z.url(),
  oauth: z.object({ google: OAuthClient.optional(), github: OAuthClient.optional() }),
  /** Where the providers are, without a slash at the end. `google` is also who signs its ID tokens. */
  oauthBaseUrls: z.object({
    google: z.url(),
    googleToken: z.url(),
    googleKeys: z.url(),
    github: z.url(),
    githubApi: z.url(),
  }),
  testPayments: z.boolean(),
  logRequests: z.boolean(),
  /** What is cached: answers here and in the data centre, only there, only the facts behind them, or nothing. */
  cache: z.enum(['all', 'edge', 'facts', 'off']),
  haltAt: z.string().optional(),
})
export type Config = Omit<z.infer<typeof Config>, 'authSecret'> & { authSecret: string; authSecrets: string[] }

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
  const local = isLocalEnvironment(env.ENVIRONMENT)
  const withDefault = (name: keyof typeof DEVELOPMENT) => env[name] ?? (local ? DEVELOPMENT[name] : undefined)
  const result = Config.safeParse({
    environment: env.ENVIRONMENT,
    platformHost: env.PLATFORM_HOST,
    signingSecret: withDefault('SIGNING_SECRET'),
    authSecret: withDefault('AUTH_SECRET'),
    edgeSecret: edgeSecretOf(env),
    passwordPepper: withDefault('PASSWORD_PEPPER'),
    adminSecret: withDefault('ADMIN_SECRET'),
    contactEmail: env.CONTACT_EMAIL ?? 'hello@tradewind.example',
    dohUrl: env.DOH_URL ?? 'https://cloudflare-dns.com/dns-query',
    oauth: {
      google: oauthClient(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
      github: oauthClient(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET),
    },
    oauthBaseUrls: local ? oauthBaseUrls(env) : OAUTH_BASE_URLS,
    testPayments: local || env.TEST_PAYMENTS === 'true',
    logRequests: env.LOG_REQUESTS !== 'false',
    cache: env.CACHE ?? (env.ENVIRONMENT === 'test' ? 'off' : 'all'),
    haltAt: local ? env.HALT_AT : undefined,
  })
  if (result.success) {
    const { authSecret: authSecrets, ...settings } = result.data
    return { ...settings, authSecret: authSecrets[0], authSecrets }
  }
  const faults = result.error.issues.map((issue) => `${toSettingName(issue.path.join('.'))} ${issue.message}`)
  throw new Error(`The Worker is not configured: ${faults.join('; ')}`)
}

const oauthClient = (clientId: string | undefined, clientSecret: string | undefined) =>
  clientId || clientSecret ? { clientId, clientSecret } : undefined

/** Google and GitHub each have a host for every question; a stand-in has one for all of them. */
const OAUTH_BASE_URLS = {
  google: 'https://accounts.google.com',
  googleToken: 'https://oauth2.googleapis.com',
  googleKeys: 'https://www.googleapis.com',
  github: 'https://github.com',
  githubApi: 'https://api.github.com',
}

function oauthBaseUrls({ GOOGLE_BASE_URL: google, GITHUB_BASE_URL: github }: Env) {
  return {
    ...OAUTH_BASE_URLS,
    ...(google ? { google, googleToken: google, googleKeys: google } : {}),
    ...(github ? { github, githubApi: github } : {}),
  }
}

const toSettingName = (name: string) =>
  name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('.', '_')
    .toUpperCase()
