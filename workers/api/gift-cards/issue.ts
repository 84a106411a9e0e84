/**
 * New gift cards: those that a merchant gives away here, those that are bought in the batch of their order. The card's
 * object gets the money first; without its row a card cannot be found, so what a crash leaves in between is worth nothing.
 */
import { v7 as uuidv7 } from 'uuid'
import type { GiftCardIssued } from '#contract/events.ts'
import type { GiftDelivery } from '#domain/checkout.ts'
import { writeChange } from '../audit/change.ts'
import type { Config } from '../config/config.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import { SEND_GRACE_MS } from '../events/outbox.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { presentMoney } from '../lib/present-money.ts'
import { presentTime } from '../lib/present-time.ts'
import { eventSender } from '../stores/event-sender.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { codeHash, giftCardCode, lastFourOf } from './gift-card-code.ts'

export type GiftCardRow = typeof t.giftCards.$inferSelect

export interface PreparedGiftCard {
  row: GiftCardRow
  /** `XXXX-XXXX-XXXX-XXXX`; whoever has it has the money. */
  code: string
  /** Tells the recipient; null when there is none, or when it is sent on a later day (`send-due.ts`). */
  mail: typeof t.outbox.$inferInsert | null
}
export interface NewGiftCardFacts {
  id: string
  eventId: string
  amountMinor: number
  currency: string
  expiresAtMs: number | null
  recipient: string | null
  /** Of one that was bought for somebody else. */
  gift: GiftDelivery | null
  /** It was bought with; null: given away. */
  orderId: string | null
  note: string
}

type IssuedFacts = Pick<NewGiftCardFacts, 'id' | 'eventId' | 'amountMinor' | 'currency' | 'expiresAtMs'> & {
  gift: Pick<GiftDelivery, 'from' | 'to' | 'message'> | null
}

/** The rows of a new card: the same facts give the same card, code and event. */
export async function prepareGiftCard(
  store: StoreRecord,
  config: Config,
  facts: NewGiftCardFacts,
  nowMs: number,
): Promise<PreparedGiftCard> {
  const { id, amountMinor, currency, expiresAtMs: expiresAt, recipient, gift, orderId, note } = facts
  const sendAt = gift?.sendAtMs != null && gift.sendAtMs > nowMs ? gift.sendAtMs : null
  const code = await giftCardCode(store.id, id, config)
  const row = {
    id,
    storeId: store.id,
    codeHash: await codeHash(store.id, code),
    lastFour: lastFourOf(code),
    currency,
    initialMinor: amountMinor,
    balanceMinor: amountMinor,
    sequence: 0,
    disabled: false,
    expiresAt,
    recipient,
    orderId,
    note,
    sendAt,
    createdAt: nowMs,
    updatedAt: nowMs,
    senderName: gift?.from ?? '',
    recipientName: gift?.to ?? '',
    message: gift?.message ?? '',
  }
  const isNow = recipient !== null && sendAt === null
  const event = isNow ? issuedEvent(store, config, facts, { recipient, code }, nowMs) : null
  const times = { createdAt: nowMs, dueAt: nowMs + SEND_GRACE_MS }
  const mail = event && { id: event.id, storeId: store.id, type: event.type, payload: event, ...times }
  return { row, code, mail }
}

/** What tells the recipient, with the code. */
export function issuedEvent(
  store: StoreRecord,
  config: Config,
  { id, eventId, amountMinor, currency, expiresAtMs, gift }: IssuedFacts,
  { recipient, code }: { recipient: string; code: string },
  nowMs: number,
): GiftCardIssued {
  const sender = eventSender(store, config)
  return {
    id: eventId,
    type: 'GIFT_CARD_ISSUED',
    occurred_at: presentTime(nowMs),
    recipient,
    store: sender,
    gift_card_id: id,
    code,
    amount: presentMoney(amountMinor, currency),
    shop_url: sender.url,
    expires_at: expiresAtMs === null ? null : presentTime(expiresAtMs),
    ...(gift ? { gift: { from: gift.from, to: gift.to, message: gift.message } } : {}),
  }
}

/**
 * One that a merchant gives away. The caller sends the mail's event, if there is one, after this; `answerOf` says what it
 * will answer.
 */
export async function issueGiftCard(
  deps: Deps,
  store: StoreRecord,
  trail: AuditContext,
  wanted: Pick<NewGiftCardFacts, 'amountMinor' | 'currency' | 'expiresAtMs' | 'recipient' | 'note'>,
  answerOf: (card: PreparedGiftCard) => unknown,
): Promise<PreparedGiftCard> {
  const facts = { ...wanted, id: uuidv7(), eventId: uuidv7(), gift: null, orderId: null }
  const { id, amountMinor, currency, expiresAtMs, recipient, note } = facts
  const prepared = await prepareGiftCard(store, deps.config, facts, Date.now())
  const actor = `${trail.actor.type}:${trail.actor.id ?? ''}`
  const entry = { id: 'issued', amountMinor, currency, expiresAtMs, reason: note || 'given away', actor }
  await deps.env.GIFT_CARD.getByName(`${store.id}:${id}`).issue(entry)
  const { row, mail } = prepared
  await writeChange(deps.db.drizzle, trail, {
    statements: [deps.db.drizzle.insert(t.giftCards).values(row)],
    entry: {
      action: 'gift_card.issued',
      target: { type: 'gift_card', id },
      storeId: store.id,
      tenantId: store.tenantId,
      after: { last_four: row.lastFour, amount_minor: amountMinor, currency, recipient, note },
    },
    also: mail ? [deps.db.drizzle.insert(t.outbox).values(mail)] : [],
    answer: answerOf(prepared),
  })
  return prepared
}
