import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { OAUTH_PROVIDERS, type Preferences } from '#contract/identity.ts'
import { MEMBER_ROLES, PLATFORM_ROLES } from '#domain/permissions.ts'
import { idColumn, timeColumn, timestamps } from './columns.ts'
import { tenants } from './tenants.ts'

/** What both kinds of account have. No password: another service vouches for the person. */
export const credentialColumns = {
  passwordHash: text('password_hash'), // PHC string, never leaves the identity services
  preferences: text('preferences', { mode: 'json' }).$type<Preferences>().notNull().default({}),
}

const REALMS = ['user', 'customer'] as const

/** A person who works for a merchant or for the platform. Made when the mail address is confirmed, never before. */
export const users = sqliteTable(
  'users',
  {
    id: idColumn(),
    email: text('email').notNull(), // lower case
    name: text('name').notNull(),
    ...credentialColumns,
    platformRole: text('platform_role', { enum: PLATFORM_ROLES }),
    totpSecret: text('totp_secret'), // sealed; set by enrolment, in force once `mfaEnabledAt` is
    totpLastStep: integer('totp_last_step').notNull().default(0), // each step of 30 s works once
    mfaEnabledAt: timeColumn('mfa_enabled_at'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('users_email').on(t.email),
    index('users_platform_role').on(t.platformRole).where(sql`${t.platformRole} IS NOT NULL`),
  ],
)

/** A user's place in a tenant. The partial index lets a tenant have one owner and no second. */
export const memberships = sqliteTable(
  'memberships',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: MEMBER_ROLES }).notNull(),
    ...timestamps,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    index('memberships_user').on(t.userId),
    uniqueIndex('memberships_one_owner').on(t.tenantId).where(sql`${t.role} = 'owner'`),
  ],
)

/** Somebody asked to join a tenant. Open while neither accepted nor withdrawn nor expired; one open per address. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: idColumn(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    email: text('email').notNull(), // lower case
    role: text('role', { enum: MEMBER_ROLES }).notNull(),
    tokenHash: text('token_hash').notNull(),
    invitedBy: text('invited_by').notNull(), // user id
    expiresAt: timeColumn('expires_at').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('invitations_tenant_email').on(t.tenantId, t.email),
    uniqueIndex('invitations_token').on(t.tokenHash),
    index('invitations_expiry').on(t.expiresAt),
  ],
)

/**
 * A log-in and what followed from it: a family of refresh tokens, of which `generation` is the good one. The tokens are
 * derived from `salt` and a secret of the Worker; nothing in this row makes one.
 */
export const sessions = sqliteTable(
  'sessions',
  {
    id: idColumn(),
    realm: text('realm', { enum: REALMS }).notNull(),
    subjectId: text('subject_id').notNull(), // user or customer
    storeId: text('store_id'), // customers only
    method: text('method').notNull(), // password, google, github
    mfaAt: timeColumn('mfa_at'), // when the second step was passed
    salt: text('salt').notNull(),
    generation: integer('generation').notNull(),
    rotatedAt: timeColumn('rotated_at').notNull(),
    lastUsedAt: timeColumn('last_used_at').notNull(),
    endsAt: timeColumn('ends_at').notNull(), // however much it is used
    revokedAt: timeColumn('revoked_at'),
    revokedReason: text('revoked_reason'),
    address: text('address').notNull(), // IP cut to its network
    userAgent: text('user_agent').notNull(),
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    index('sessions_subject').on(t.realm, t.subjectId, t.revokedAt),
    index('sessions_age').on(t.lastUsedAt),
    index('sessions_end').on(t.endsAt),
  ],
)

/**
 * Secrets that work once and not for long; only their hashes are here. Links in mails have a row from when they are made,
 * challenges of the second step from when they are used up.
 */
export const oneTimeTokens = sqliteTable(
  'one_time_tokens',
  {
    id: idColumn(), // for a sign-up: the id of the account to be, so that it is made once
    kind: text('kind', { enum: ['sign_up', 'password_reset', 'mfa_challenge'] }).notNull(),
    realm: text('realm', { enum: REALMS }).notNull(),
    storeId: text('store_id'),
    subjectId: text('subject_id'),
    tokenHash: text('token_hash').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    expiresAt: timeColumn('expires_at').notNull(),
    usedAt: timeColumn('used_at'),
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('one_time_tokens_hash').on(t.tokenHash),
    index('one_time_tokens_expiry').on(t.expiresAt),
    index('one_time_tokens_subject').on(t.realm, t.subjectId),
    index('one_time_tokens_store_email').on(t.storeId, sql`lower(${t.payload} ->> '$.email')`), // for an erasure
  ],
)

/** Codes on paper for whoever lost their phone. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    codeHash: text('code_hash').notNull(),
    usedAt: timeColumn('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
)

/** An account elsewhere that logs in here. */
export const oauthAccounts = sqliteTable(
  'oauth_accounts',
  {
    provider: text('provider', { enum: OAUTH_PROVIDERS }).notNull(),
    providerSubject: text('provider_subject').notNull(), // the provider's own id; a mail address can change hands
    realm: text('realm', { enum: REALMS }).notNull(),
    storeId: text('store_id').notNull(), // empty for users
    subjectId: text('subject_id').notNull(),
    email: text('email').notNull(),
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerSubject, t.realm, t.storeId] }),
    index('oauth_accounts_subject').on(t.realm, t.subjectId),
  ],
)

/** A log-in that is under way at another service. */
export const oauthStates = sqliteTable(
  'oauth_states',
  {
    stateHash: text('state_hash').primaryKey(),
    provider: text('provider', { enum: OAUTH_PROVIDERS }).notNull(),
    realm: text('realm', { enum: REALMS }).notNull(),
    storeId: text('store_id'),
    origin: text('origin').notNull(),
    returnTo: text('return_to').notNull(),
    verifier: text('verifier').notNull(), // PKCE, sealed
    nonce: text('nonce').notNull(),
    proofHash: text('proof_hash').notNull(), // of what the browser keeps
    expiresAt: timeColumn('expires_at').notNull(),
  },
  (t) => [index('oauth_states_expiry').on(t.expiresAt)],
)

/** Keys that sign access tokens; the newest that is old enough to be known everywhere signs. */
export const signingKeys = sqliteTable('signing_keys', {
  kid: text('kid').primaryKey(),
  publicJwk: text('public_jwk', { mode: 'json' }).$type<JsonWebKey>().notNull(),
  privateJwk: text('private_jwk').notNull(), // sealed
  createdAt: timeColumn('created_at').notNull(),
})
