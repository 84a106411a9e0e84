/** How a store is reached: API keys for programs, domains for people. */
import * as z from 'zod'
import { KEY_SCOPES } from '#domain/permissions.ts'
import { Id, Timestamp, typedLine } from './primitives.ts'

export const API_KEY_TYPES = ['publishable', 'secret'] as const
/** `pk_` or `sk_`, then 43 characters of base64url: 256 random bits. */
export const API_KEY = /^(pk|sk)_[\w-]{43}$/

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    type: z.enum(API_KEY_TYPES),
    scopes: z.array(z.enum(KEY_SCOPES)),
    hint: z.string().meta({ description: 'The first and last characters: `sk_Ab12…9xYz`.' }),
    created_by: z.string(),
    created_at: Timestamp,
    last_used_at: Timestamp.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>
export const ApiKeys = z.object({ items: z.array(ApiKey) })

export const NewApiKey = z
  .strictObject({
    name: typedLine(80, 'Enter a name.'),
    type: z.enum(API_KEY_TYPES),
    scopes: z.array(z.enum(KEY_SCOPES)).max(KEY_SCOPES.length).default([]),
  })
  .refine((key) => (key.type === 'secret') === key.scopes.length > 0, {
    path: ['scopes'],
    message: 'A secret key needs at least one scope, a publishable key has none.',
  })
  .meta({ id: 'NewApiKey' })
export type NewApiKey = z.infer<typeof NewApiKey>
/** The key itself is in this answer and nowhere else ever again. */
export const CreatedApiKey = z.object({ key: ApiKey, token: z.string() }).meta({ id: 'CreatedApiKey' })

/** A host name of at least two labels (RFC 1035), lower case, no port; internationalised names as `xn--`. */
export const Hostname = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'Enter a domain like shop.example.com.',
  )
  .meta({ example: 'shop.example.com' })

export const Domain = z
  .object({
    id: Id,
    host: z.string(),
    status: z.enum(['pending', 'verified']),
    record: z.object({ type: z.literal('TXT'), name: z.string(), value: z.string() }).meta({
      description:
        'The DNS record that proves the domain is yours. Once it is gone, whoever proves the domain next has it.',
    }),
    verified_at: Timestamp.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'Domain' })
export type Domain = z.infer<typeof Domain>
export const Domains = z.object({ items: z.array(Domain) })
export const AddDomain = z.strictObject({ host: Hostname }).meta({ id: 'AddDomain' })
