/**
 * The two kinds of account under one hood: people of merchants and platform (`user`, one account each), and a store's
 * customers (`customer`, one per store). What differs between them stands here; logging in, sessions, resets and links
 * are written once.
 */
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Context } from 'hono'
import type { z } from 'zod'
import { type EventSender, PLATFORM_ID } from '#contract/events.ts'
import { UTC } from '#domain/time-zone.ts'
import { type AccountScope, audienceOf } from '../access/account-scope.ts'
import type { Config } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { type Drizzle, platformDb, storeDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { AppEnv } from '../http/router.ts'
import { platformOrigin, storeOrigin } from '../lib/origins.ts'
import { eventSender } from '../stores/event-sender.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

/** What log-in needs to know of either kind. */
export interface Account {
  id: string
  email: string
  name: string
  passwordHash: string | null
  /** Only users have a second step. */
  mfaEnabledAt: number | null
  deactivatedAt: number | null
}

export interface Realm extends AccountScope {
  /** `aud` of the access tokens. */
  audience: string
  /** Where the accounts live. */
  db: Drizzle
  /** On whose behalf mails are sent. */
  sender: z.infer<typeof EventSender>
  /** Pages that links lead to. */
  pages: { origin: string; confirm: string; reset: string; logIn: string; forgot: string; account: string }
  findByEmail(email: string): Promise<Account | null>
  findById(id: string): Promise<Account | null>
  setPassword(id: string, passwordHash: string): BatchItem<'sqlite'>
  /** Puts another hash of the same password in its place, unless it has been changed since; says whether. */
  replacePasswordHash(account: Account, passwordHash: string): Promise<boolean>
  /** The condition that password and second step are what was read; true too for an account that is only being made. */
  isUnchanged(account: Account): SQL
  reactivate(id: string): BatchItem<'sqlite'>
}

export function platformSender(config: Config): z.infer<typeof EventSender> {
  const url = platformOrigin(config)
  return {
    id: PLATFORM_ID,
    name: 'Tradewind',
    theme: 'plain',
    locale: 'en',
    time_zone: UTC,
    contact_email: config.contactEmail,
    url,
  }
}

export function userRealm(env: Env, config: Config): Realm {
  const db = platformDb(env)
  const origin = platformOrigin(config)
  const find = async (condition: ReturnType<typeof eq>): Promise<Account | null> => {
    const row = await db.select().from(t.users).where(condition).get()
    return row ? { ...row, deactivatedAt: null } : null
  }
  return {
    kind: 'user',
    storeId: null,
    audience: audienceOf(null),
    db,
    sender: platformSender(config),
    pages: {
      origin,
      confirm: `${origin}/confirm`,
      reset: `${origin}/reset-password`,
      logIn: `${origin}/log-in`,
      forgot: `${origin}/forgot-password`,
      account: `${origin}/dashboard/account`,
    },
    findByEmail: (email) => find(eq(t.users.email, email.toLowerCase())),
    findById: (id) => find(eq(t.users.id, id)),
    replacePasswordHash: async (account, passwordHash) => {
      const isSame = and(eq(t.users.id, account.id), sql`${t.users.passwordHash} IS ${account.passwordHash}`)
      return (await db.update(t.users).set({ passwordHash }).where(isSame).returning({ id: t.users.id })).length > 0
    },
    isUnchanged: ({ id, passwordHash, mfaEnabledAt }) => sql`NOT EXISTS (SELECT 1 FROM users WHERE id = ${id}
      AND (password_hash IS NOT ${passwordHash} OR mfa_enabled_at IS NOT ${mfaEnabledAt}))`,
    setPassword: (id, passwordHash) =>
      db.update(t.users).set({ passwordHash, updatedAt: Date.now() }).where(eq(t.users.id, id)),
    reactivate: (id) => db.update(t.users).set({ updatedAt: Date.now() }).where(eq(t.users.id, id)),
  }
}

export function customerRealm(env: Env, config: Config, store: StoreRecord): Realm {
  const scoped = storeDb(env, store.id, store.shard)
  const origin = storeOrigin(store.slug, config)
  const own = (id: string) => scoped.owned(t.customers, eq(t.customers.id, id), isNull(t.customers.erasedAt))
  // A guest has bought and has no account: to log-in there is nobody.
  const find = async (condition: ReturnType<typeof eq>): Promise<Account | null> => {
    const where = scoped.owned(t.customers, condition, isNotNull(t.customers.accountAt), isNull(t.customers.erasedAt))
    const row = await scoped.drizzle.select().from(t.customers).where(where).get()
    return row ? { ...row, mfaEnabledAt: null } : null
  }
  return {
    kind: 'customer',
    storeId: store.id,
    audience: audienceOf(store.id),
    db: scoped.drizzle,
    sender: eventSender(store, config),
    pages: {
      origin,
      confirm: `${origin}/account/confirm`,
      reset: `${origin}/account/reset-password`,
      logIn: `${origin}/account/log-in`,
      forgot: `${origin}/account/forgot-password`,
      account: `${origin}/account`,
    },
    findByEmail: (email) => find(eq(t.customers.email, email.toLowerCase())),
    findById: (customerId) => find(eq(t.customers.id, customerId)),
    replacePasswordHash: async (account, passwordHash) => {
      const isSame = and(own(account.id), sql`${t.customers.passwordHash} IS ${account.passwordHash}`)
      const { id } = t.customers
      return (await scoped.drizzle.update(t.customers).set({ passwordHash }).where(isSame).returning({ id })).length > 0
    },
    isUnchanged: ({ id: customerId, passwordHash }) => sql`NOT EXISTS (SELECT 1 FROM customers WHERE id = ${customerId}
      AND (password_hash IS NOT ${passwordHash} OR erased_at IS NOT NULL))`,
    setPassword: (customerId, passwordHash) =>
      scoped.drizzle.update(t.customers).set({ passwordHash, updatedAt: Date.now() }).where(own(customerId)),
    reactivate: (customerId) =>
      scoped.drizzle
        .update(t.customers)
        .set({ deactivatedAt: null, updatedAt: Date.now() })
        .where(sql`${and(own(customerId), isNotNull(t.customers.deactivatedAt))}`),
  }
}

/** Whose realm a route is of. */
export type RealmOf = (c: Context<AppEnv>) => Realm

export const ofUsers: RealmOf = (c) => userRealm(c.env, c.var.config)
export const ofCustomers: RealmOf = (c) => customerRealm(c.env, c.var.config, c.var.store)
