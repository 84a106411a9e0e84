/** A store as the messages in its name show it. */
import type { z } from 'zod'
import type { EventSender } from '#contract/events.ts'
import type { Config } from '../config/config.ts'
import { storeOrigin } from '../lib/origins.ts'
import type { StoreRecord } from './resolve-store.ts'

export function eventSender(store: StoreRecord, config: Config): z.infer<typeof EventSender> {
  return {
    id: store.id,
    name: store.name,
    theme: store.theme,
    locale: store.locale,
    time_zone: store.timeZone,
    contact_email: store.contactEmail,
    url: storeOrigin(store.slug, config),
  }
}
