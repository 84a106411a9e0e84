/**
 * What happens again and again is counted and not written down each time: by what it is, with the times of the first and the
 * last. There are few kinds; further ones are counted together.
 *
 * Times     Milliseconds UTC, given by the caller.
 */

/** What the entries of the audit log that are counted together have in common. */
export interface EntryKind {
  action: string
  /** The error code of a refusal. */
  reason: string | null
  storeId: string | null
  tenantId: string | null
  /** Network; empty for many. */
  address: string
}

export interface Repetition {
  /** Of the entry that will tell of it. */
  id: string
  kind: EntryKind
  count: number
  firstAtMs: number
  lastAtMs: number
}

export const MAX_KINDS = 20

interface Seen {
  kind: EntryKind
  count: number
  atMs: number
  /** For a kind that was not seen before. */
  newId: string
}

/** Counts `seen` among the others of its kind. */
export function countRepetition(repetitions: readonly Repetition[], { kind, count, atMs, newId }: Seen): Repetition[] {
  const isFull = repetitions.length >= MAX_KINDS && !repetitions.some((one) => isSameKind(one.kind, kind))
  const counted = isFull ? anyKind(kind.address) : kind
  const known = repetitions.find((one) => isSameKind(one.kind, counted))
  if (!known) return [...repetitions, { id: newId, kind: counted, count, firstAtMs: atMs, lastAtMs: atMs }]
  const more = { ...known, count: known.count + count, lastAtMs: atMs }
  return repetitions.map((one) => (one === known ? more : one))
}

const anyKind = (address: string): EntryKind => ({
  action: 'access.refused',
  reason: 'various',
  storeId: null,
  tenantId: null,
  address,
})

const isSameKind = (a: EntryKind, b: EntryKind) =>
  a.action === b.action &&
  a.reason === b.reason &&
  a.storeId === b.storeId &&
  a.tenantId === b.tenantId &&
  a.address === b.address
