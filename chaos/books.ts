/** Everybody's books as they lie on the disk once the platform is down: nothing of ours answers for them. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { deserialize } from 'node:v8'

type Row = Record<string, string | number | null>

/** What the test provider's bank says of one payment. */
interface BankPayment {
  reference: string
  status: 'paid' | 'declined' | 'refunded'
  amountMinor: number
}

export interface Books {
  orders: Row[]
  orderItems: Row[]
  payments: Row[]
  outbox: Row[]
  notifications: Row[]
  promotions: Row[]
  giftCards: Row[]
  bank: BankPayment[]
}

export function readBooks(state: string, storeId: string): Books {
  const d1 = openD1(state)
  const of = (table: string) => d1.prepare(`SELECT * FROM ${table} WHERE store_id = ?`).all(storeId) as Row[]
  try {
    return {
      orders: of('orders'),
      orderItems: of('order_items'),
      payments: of('payments'),
      outbox: of('outbox'),
      notifications: of('notifications'),
      promotions: of('promotions'),
      giftCards: of('gift_cards'),
      bank: readBank(state),
    }
  } finally {
    d1.close()
  }
}

/** The one database among Miniflare's that has orders. */
function openD1(state: string): DatabaseSync {
  const folder = path.join(state, 'v3', 'd1', 'miniflare-D1DatabaseObject')
  for (const file of databasesIn(folder)) {
    const database = new DatabaseSync(path.join(folder, file), { readOnly: true })
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'orders'").get()) return database
    database.close()
  }
  throw new Error(`There is no database with orders in ${folder}`)
}

/** Every payment that the bank's objects keep, in the form in which V8 writes values down. */
function readBank(state: string): BankPayment[] {
  const folder = path.join(state, 'v3', 'do', 'tradewind-api-TestBank')
  return databasesIn(folder).flatMap((file) => {
    const database = new DatabaseSync(path.join(folder, file), { readOnly: true })
    try {
      const rows = database.prepare('SELECT value FROM _cf_KV').all() as { value: Uint8Array }[]
      return rows.map(({ value }) => deserialize(value) as BankPayment)
    } finally {
      database.close()
    }
  })
}

const databasesIn = (folder: string) =>
  readdirSync(folder).filter((file) => file.endsWith('.sqlite') && file !== 'metadata.sqlite')
