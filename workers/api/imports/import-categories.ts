/**
 * The categories of a catalogue file brought into the store: created, or name, description, place and parent made to be the
 * file's. Idempotent; a category that the file does not name stays. A parent stands before its children in the file or is
 * in the store already, and no category may end up below itself.
 */
import { eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { changesBetween } from '../catalogue/plan-variants.ts'
import { slugify } from '../catalogue/slugify.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { Fault } from './formats/entry.ts'
import { hasBrokenText } from './formats/fields.ts'
import type { JsonFile } from './formats/read-json.ts'

/** More than anyone's menu holds, and few enough for one batch. */
const CATEGORIES_MAX = 500

type CategoryRow = typeof t.categories.$inferSelect

const Source = z.object({
  slug: z.string().transform(slugify).pipe(z.string().min(1)),
  name: z.string().trim().min(1).max(255),
  parent: z.string().transform(slugify).nullish(),
  position: z.number().int().default(0),
  description: z.string().trim().max(5000).default(''),
})

export async function importCategories(db: StoreDb, raws: JsonFile['categories'], dryRun: boolean): Promise<Fault[]> {
  if (raws.length === 0) return []
  const existing = await db.drizzle.select().from(t.categories).where(db.owned(t.categories))
  const { inserts, updates, faults } = planCategories(raws, existing, db.storeId, Date.now())
  const statements: BatchItem<'sqlite'>[] = [
    ...inserts.map((row) => db.drizzle.insert(t.categories).values(row).onConflictDoNothing()),
    ...updates.map(({ id, changes }) =>
      db.drizzle
        .update(t.categories)
        .set({ ...changes, updatedAt: Date.now() })
        .where(db.owned(t.categories, eq(t.categories.id, id))),
    ),
  ]
  if (statements.length > 0 && !dryRun) await db.drizzle.batch([db.bumpCatalogue(), ...statements])
  return faults
}

export function planCategories(raws: JsonFile['categories'], existing: CategoryRow[], storeId: string, nowMs: number) {
  const bySlug = new Map(existing.map((row) => [row.slug, row]))
  const inserts: CategoryRow[] = []
  const updates: { id: string; changes: Partial<CategoryRow> }[] = []
  const faults: Fault[] = []
  for (const [index, { raw, line }] of raws.entries()) {
    const fault = (message: string) => faults.push({ line, code: 'category_invalid', message })
    if (index >= CATEGORIES_MAX) {
      fault(`A file has at most ${CATEGORIES_MAX} categories.`)
      break
    }
    const source = Source.safeParse(raw)
    if (!source.success || hasBrokenText(JSON.stringify(raw))) {
      fault('A category needs a slug and a name.')
      continue
    }
    const { slug, name, parent, position, description } = source.data
    const above = parent ? bySlug.get(parent) : null
    if (above === undefined) {
      fault(`The parent “${parent}” of “${slug}” is neither above it in the file nor in the store.`)
      continue
    }
    const present = bySlug.get(slug)
    if (present && above && isBelow(above, present, bySlug)) {
      fault(`“${slug}” would be below itself.`)
      continue
    }
    const blank = { id: uuidv7(), storeId, slug, active: true, createdAt: nowMs, updatedAt: nowMs }
    const row: CategoryRow = { ...(present ?? blank), parentId: above?.id ?? null, name, position, description }
    const changes = present && changesBetween(present, row)
    if (!present) inserts.push(row)
    else if (changes) updates.push({ id: row.id, changes })
    bySlug.set(slug, row)
  }
  return { inserts, updates, faults }
}

/** Whether `row` is `ancestor` or somewhere below it. */
function isBelow(row: CategoryRow, ancestor: CategoryRow, bySlug: ReadonlyMap<string, CategoryRow>): boolean {
  const byId = new Map([...bySlug.values()].map((each) => [each.id, each]))
  const seen = new Set<string>()
  for (let at: CategoryRow | undefined = row; at && !seen.has(at.id); at = byId.get(at.parentId ?? '')) {
    if (at.id === ancestor.id) return true
    seen.add(at.id)
  }
  return false
}
