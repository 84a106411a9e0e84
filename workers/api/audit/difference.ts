/** What a change changes, for the log: the fields that differ, as they were and as they are. */
export interface Difference<T> {
  before: Partial<T>
  after: Partial<T>
}

/** Null when nothing differs. Values are plain data of the same shape: their JSON tells whether they are the same. */
export function differenceOf<T extends object>(before: T, after: T): Difference<T> | null {
  const fields = (Object.keys(after) as (keyof T)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
  const pick = (from: T) => Object.fromEntries(fields.map((field) => [field, from[field]])) as Partial<T>
  return fields.length === 0 ? null : { before: pick(before), after: pick(after) }
}
