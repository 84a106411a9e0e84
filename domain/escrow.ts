/**
 * One SKU over K objects ("shards") that borrow from one another, so that a drop sells faster than one object can count.
 * A checkout is served by the shard that its id falls to: from its own pieces, then from what the others can spare.
 *
 * The promise  A piece is at one shard or on its way to one: the lender takes it off its shelf before the borrower puts
 *              it on its own, so it is never for sale twice. What may be owed on backorder is lent in the same way.
 * Two phases   The borrower writes down what it asks, under an id of its own; the lender answers that id once and
 *              remembers the answer; the borrower accepts it once. A crash in between leaves pieces on their way, and
 *              the borrower asks again with the same id.
 * Home         Shard 0: what people move goes through it, and it keeps the safety stock.
 * No starving  Two shards that each hold what the other lacks do not wait for one another: a shard that is collecting
 *              lends to lower ones only, so the lowest gets what there is.
 */
import {
  availableAt,
  availableOf,
  freeOfBound,
  type Pieces,
  type Stock,
  sellableOf,
  takeFromLocations,
  UNLIMITED,
} from './reservation.ts'

export const HOME = 0

/** The shard that serves a hold: FNV-1a, so that every isolate agrees. */
export function shardOfHold(holdId: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < holdId.length; index += 1) {
    hash = Math.imul(hash ^ holdId.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % shards
}

/** Whom to ask, in this order: home first, where new pieces arrive, then round from the neighbour on. */
export function peersToAsk(shard: number, shards: number): number[] {
  const others = Array.from({ length: shards }, (_, step) => (shard + 1 + step) % shards)
  const peers = others.filter((peer) => peer !== shard && peer !== HOME)
  return shard === HOME ? peers : [HOME, ...peers]
}

/** What a shard asks another for. `allowance`: the right to sell on backorder. */
export interface LendRequest {
  readonly transferId: string
  readonly kind: 'pieces' | 'allowance'
  readonly borrower: number
  readonly wanted: number
  /** The shelf that the pieces must come from; null: any. */
  readonly locationId: string | null
}
export interface Loan {
  readonly pieces: readonly Pieces[]
  readonly allowance: number
  /** What the lender could still spare of the kind that was asked for. */
  readonly left: number
  /** The lender keeps what it has, because it is collecting itself: it may yet become free. */
  readonly isBusy: boolean
}
export interface Lender {
  readonly shard: number
  readonly stock: Stock
  readonly isCollecting: boolean
}

/** Of what is free beyond the wish, this part goes along: plenty is spread by few loans, the last pieces one by one. */
const SPREAD = 8

/** Decides what a shard gives. Never what it has promised, and nothing to a higher one while it is collecting itself. */
export function decideLend({ shard, stock, isCollecting }: Lender, request: LendRequest): Loan {
  const { kind, locationId, wanted, borrower } = request
  if (kind === 'allowance') {
    const room = sellableOf(stock) - availableOf(stock)
    const allowance = Number.isFinite(room) ? Math.min(wanted, room) : 0
    return { pieces: [], allowance, left: Number.isFinite(room) ? room - allowance : 0, isBusy: false }
  }
  const counted = { ...stock, tracked: true } // only what lies here can be given
  const free = locationId === null ? availableOf(counted) : availableAt(counted, locationId)
  if (isCollecting && shard < borrower) return { pieces: [], allowance: 0, left: free, isBusy: true }
  const quantity = Math.min(free, wanted + Math.floor(Math.max(0, free - wanted) / SPREAD))
  const shelves = freeOfBound(stock)
  const reachable = locationId === null ? shelves : new Map([[locationId, shelves.get(locationId) ?? 0]])
  const pieces = takeFromLocations(reachable, quantity)
  return { pieces, allowance: 0, left: free - quantity, isBusy: false }
}

/** How a spread SKU is sold, as its merchant said it. */
export interface StockSettings {
  /** False: sold without being counted. */
  readonly tracked: boolean
  readonly backorder: 'deny' | 'allow'
  /** Owed at most; null: any. */
  readonly backorderLimit: number | null
  readonly safetyStock: number
  readonly lowStockAt: number | null
  readonly shards: number
}
export const DEFAULT_SETTINGS: StockSettings = {
  tracked: true,
  backorder: 'deny',
  backorderLimit: null,
  safetyStock: 0,
  lowStockAt: null,
  shards: 1,
}

/** How an import can say that a SKU is sold when nothing is there. */
export const STOCK_POLICIES = ['deny', 'allow', 'untracked'] as const
export type StockPolicy = (typeof STOCK_POLICIES)[number]

/** What a policy is in the settings. */
export const policySettings = (policy: StockPolicy): Pick<StockSettings, 'tracked' | 'backorder'> => ({
  tracked: policy !== 'untracked',
  backorder: policy === 'allow' ? 'allow' : 'deny',
})

/** What may be sold of a SKU that begins with so many pieces. */
export const openingLevel = ({ quantity, policy }: { readonly quantity: number; readonly policy: StockPolicy }) => ({
  available: policy === 'untracked' ? UNLIMITED : quantity,
  backorderable: policy === 'allow' ? UNLIMITED : 0,
})

/** Settings as home has said them: one that is said later has a higher version. */
export interface VersionedSettings extends StockSettings {
  readonly version: number
}
export const NOT_SAID: VersionedSettings = { ...DEFAULT_SETTINGS, version: 0 }

/** What a shard goes by: what was said earlier may arrive later. */
export const newerOf = (known: VersionedSettings, told: VersionedSettings): VersionedSettings =>
  told.version >= known.version ? told : known

/** What the settings mean at one shard. `allowance`: what it has borrowed of the limit, less what it has lent. */
export function rulesAt(shard: number, settings: StockSettings, allowance: number) {
  const isHome = shard === HOME
  const limit = settings.backorderLimit === null ? Number.POSITIVE_INFINITY : isHome ? settings.backorderLimit : 0
  return {
    safetyStock: isHome ? settings.safetyStock : 0,
    backorderLimit: settings.backorder === 'deny' ? 0 : Math.max(0, limit + allowance),
    tracked: settings.tracked,
  }
}
