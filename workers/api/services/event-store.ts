/** A store as the messages in its name show it. */
import type { z } from 'zod'
import type { EventStore } from '#contract/events.ts'
import type { Config } from '../config.ts'
import { storeOrigin } from './order-link.ts'
import type { StoreRecord } from './resolve-store.ts'

export function eventStore(store: StoreRecord, config: Config): z.infer<typeof EventStore> {
  const { id, name, theme, locale, contactEmail } = store
  return { id, name, theme, locale, contact_email: contactEmail, url: storeOrigin(store.slug, config) }
}
