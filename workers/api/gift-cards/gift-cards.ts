/** Gift cards as their merchant sees them. Lists read the copy in D1; one card with its ledger comes from its object. */
import { and, asc, desc, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type {
  ChangeGiftCard,
  GiftCard,
  GiftCardDetail,
  GiftCardQuery,
  IssuedGiftCard,
  NewGiftCard,
} from '#contract/gift-card.ts'
import { emailPart } from '#domain/email.ts'
import { plainCharacters } from '#domain/plain-characters.ts'
import { writeChange } from '../audit/change.ts'
import { differenceOf } from '../audit/difference.ts'
import { countNear, farthest } from '../db/count-near.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import { sendEvents } from '../events/outbox.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentMoney } from '../lib/present-money.ts'
import { presentTime } from '../lib/present-time.ts'
import { currencyFor, type StoreContext } from '../stores/store-context.ts'
import { type GiftCardRow, issueGiftCard, type PreparedGiftCard } from './issue.ts'

const rows = (db: StoreDb) =>
  db.drizzle
    .select({
      card: t.giftCards,
      orderNumber: sql<number | null>`(
        SELECT number FROM orders WHERE store_id = ${db.storeId} AND id = ${sql.raw('gift_cards.order_id')})`.as(
        'bought',
      ),
    })
    .from(t.giftCards)
    .$dynamic()

function presentGiftCard(row: GiftCardRow, orderNumber: number | null): GiftCard {
  const { id, lastFour, currency, recipient, note, sendAt, expiresAt } = row
  return {
    id,
    last_four: lastFour,
    status: statusOf(row, Date.now()),
    initial: presentMoney(row.initialMinor, currency),
    balance: presentMoney(row.balanceMinor, currency),
    recipient,
    order_number: orderNumber,
    note,
    send_at: sendAt === null ? null : presentTime(sendAt),
    expires_at: expiresAt === null ? null : presentTime(expiresAt),
    created_at: presentTime(row.createdAt),
  }
}

function statusOf({ disabled, expiresAt, balanceMinor }: GiftCardRow, nowMs: number): GiftCard['status'] {
  if (disabled) return 'disabled'
  if (expiresAt !== null && expiresAt <= nowMs) return 'expired'
  return balanceMinor > 0 ? 'active' : 'spent'
}

function hasStatus(status: GiftCard['status'], nowMs: number): SQL | undefined {
  const { disabled, expiresAt, balanceMinor } = t.giftCards
  const isOn = and(eq(disabled, false), or(isNull(expiresAt), gt(expiresAt, nowMs)))
  switch (status) {
    case 'disabled':
      return eq(disabled, true)
    case 'expired':
      return and(eq(disabled, false), lte(expiresAt, nowMs))
    case 'active':
      return and(isOn, gt(balanceMinor, 0))
    case 'spent':
      return and(isOn, lte(balanceMinor, 0))
  }
}

/** The latest first, unless asked otherwise. */
export async function listGiftCards(db: StoreDb, { page, per_page, status, q, sort }: z.infer<typeof GiftCardQuery>) {
  const where = db.owned(
    t.giftCards,
    status ? hasStatus(status, Date.now()) : undefined,
    q
      ? sql`(instr(lower(${t.giftCards.lastFour} || ' ' || coalesce(${t.giftCards.recipient}, '')), lower(${plainCharacters(q)})) > 0
          OR instr(${t.giftCards.recipient}, ${emailPart(q) || q}) > 0)`
      : undefined,
  )
  const [found, counted] = await db.drizzle.batch([
    rows(db)
      .where(where)
      .orderBy(...orderOf(sort))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db.drizzle,
      db.drizzle
        .select({ id: t.giftCards.id })
        .from(t.giftCards)
        .where(where)
        .limit(farthest({ page, per_page }))
        .as('near'),
    ),
  ])
  const items = found.map(({ card, orderNumber }) => presentGiftCard(card, orderNumber))
  return { items, total: counted[0]?.total ?? 0, page, per_page }
}

function orderOf(sort: z.infer<typeof GiftCardQuery>['sort']): SQL[] {
  const { createdAt, id, balanceMinor } = t.giftCards
  if (sort === 'oldest') return [asc(createdAt), asc(id)]
  const latest = [desc(createdAt), desc(id)]
  return sort === 'balance' ? [desc(balanceMinor), ...latest] : latest
}

async function readRow(db: StoreDb, id: string) {
  const found = await rows(db)
    .where(db.owned(t.giftCards, eq(t.giftCards.id, id)))
    .get()
  if (!found) throw new ApiProblem('gift_card_not_found')
  return found
}

/** With its ledger, as its object has it this moment. */
export async function readGiftCard({ env, db }: StoreContext, id: string): Promise<GiftCardDetail> {
  const { card, orderNumber } = await readRow(db, id)
  const view = await objectOf(env, card).view()
  if (!view) throw new Error(`The gift card ${id} has a row and no object`)
  const { state, entries, consistent } = view
  const now = { ...card, balanceMinor: state.balanceMinor, disabled: state.isDisabled }
  return {
    ...presentGiftCard(now, orderNumber),
    entries: entries.map(({ id: entryId, type, amountMinor, reason, actor, atMs }) => ({
      id: entryId,
      type,
      amount: presentMoney(amountMinor, card.currency),
      reason,
      actor,
      at: presentTime(atMs),
    })),
    held: presentMoney(state.heldMinor, card.currency),
    consistent,
  }
}

const objectOf = (env: StoreContext['env'], { storeId, id }: GiftCardRow) => env.GIFT_CARD.getByName(`${storeId}:${id}`)

/** Gives one away. Its code is in this answer, in the mail to the recipient, and nowhere else. */
export async function giveGiftCard(
  deps: Deps,
  { store, trail }: StoreContext,
  { amount_minor, recipient, note, ...wanted }: NewGiftCard,
): Promise<{ card: IssuedGiftCard; send: () => Promise<void> }> {
  const expiresAtMs = wanted.expires_at === null ? null : Date.parse(wanted.expires_at)
  if (expiresAtMs !== null && expiresAtMs <= Date.now()) {
    throw new ApiProblem('validation_failed', [{ path: 'expires_at', message: 'Choose a time that is still to come.' }])
  }
  const currency = currencyFor(store, wanted.currency)
  const facts = { amountMinor: amount_minor, currency, expiresAtMs, recipient, note }
  const present = ({ row, code }: PreparedGiftCard): IssuedGiftCard => ({ ...presentGiftCard(row, null), code })
  const prepared = await issueGiftCard(deps, store, trail, facts, present)
  const { mail } = prepared
  return { card: present(prepared), send: async () => (mail ? sendEvents(deps.env, [mail.payload]) : undefined) }
}

/** Blocks a card, lets it be spent again, or notes something about it. What is under way with it goes through. */
export async function changeGiftCard(
  { env, db, store, trail }: StoreContext,
  id: string,
  change: ChangeGiftCard,
): Promise<GiftCard> {
  const { card, orderNumber } = await readRow(db, id)
  const before = { disabled: card.disabled, note: card.note }
  const wanted = { ...before, ...change }
  const difference = differenceOf(before, wanted)
  if (difference) {
    await writeChange(db.drizzle, trail, {
      statements: [
        db.drizzle
          .update(t.giftCards)
          .set({ note: wanted.note, updatedAt: Date.now() })
          .where(db.owned(t.giftCards, eq(t.giftCards.id, id))),
      ],
      entry: {
        action: 'gift_card.changed',
        target: { type: 'gift_card', id },
        storeId: store.id,
        tenantId: store.tenantId,
        ...difference,
      },
    })
  }
  // Also when the copy says so already: the object has the last word.
  if (change.disabled !== undefined) await objectOf(env, card).setDisabled(change.disabled)
  return presentGiftCard({ ...card, ...wanted }, orderNumber)
}
