/** The report of an import in words. Also runs in browsers. */
import type { ImportJob, ImportRow } from '#contract/import.ts'

export { buyableText } from '#contract/buyable-text.mjs'

type Tone = 'positive' | 'caution' | 'negative' | 'quiet'

export const IMPORT_STATES: Record<ImportJob['status'], { label: string; tone: Tone }> = {
  queued: { label: 'Queued', tone: 'quiet' },
  running: { label: 'Running', tone: 'caution' },
  completed: { label: 'Completed', tone: 'positive' },
  failed: { label: 'Failed', tone: 'negative' },
}

export const ROW_OUTCOMES: Record<ImportRow['outcome'], { label: string; tone: Tone }> = {
  created: { label: 'Created', tone: 'positive' },
  updated: { label: 'Updated', tone: 'positive' },
  unchanged: { label: 'Unchanged', tone: 'quiet' },
  skipped: { label: 'Skipped', tone: 'negative' },
  note: { label: 'Note', tone: 'caution' },
  image_pending: { label: 'Image pending', tone: 'caution' },
}

/** Of a dry run, in which nothing has happened. */
export const TRIED_OUTCOMES: typeof ROW_OUTCOMES = {
  ...ROW_OUTCOMES,
  created: { label: 'Would be created', tone: 'positive' },
  updated: { label: 'Would be updated', tone: 'positive' },
  skipped: { label: 'Left out', tone: 'negative' },
}

export const FORMAT_NAMES: Record<ImportJob['format'], string> = {
  shopify: 'Shopify file',
  dummyjson: 'DummyJSON file',
  tradewind: 'Tradewind file',
}

/** "12 created, 3 updated": what did not happen is left out. */
export function productsText({ created, updated, unchanged }: Pick<ImportJob, 'created' | 'updated' | 'unchanged'>) {
  const parts = [
    { count: created, word: 'created' },
    { count: updated, word: 'updated' },
    { count: unchanged, word: 'unchanged' },
  ].filter(({ count }) => count > 0)
  return parts.length === 0 ? 'None' : parts.map(({ count, word }) => `${count} ${word}`).join(', ')
}

/** "5 of 8", of the variants that the file names. */
export function variantCount({ buyable, not_buyable }: Pick<ImportJob, 'buyable' | 'not_buyable'>): string {
  return `${buyable} of ${Object.values(not_buyable).reduce((sum, count) => sum + count, buyable)}`
}

type Counts = 'created' | 'updated' | 'unchanged' | 'skipped' | 'buyable' | 'images_pending' | 'dry_run'

/** The figures of a report. Those of a dry run are of what would be. */
export function countsOf(job: Pick<ImportJob, Counts>): { label: string; value: number; text: string }[] {
  const products = [
    { label: job.dry_run ? 'Would be created' : 'Created', value: job.created, text: 'products' },
    { label: job.dry_run ? 'Would be updated' : 'Updated', value: job.updated, text: 'products' },
    { label: 'Unchanged', value: job.unchanged, text: 'products' },
    { label: 'Skipped', value: job.skipped, text: 'rows' },
    { label: 'Can be bought', value: job.buyable, text: 'variants' },
  ]
  const pending = { label: 'Not here yet', value: job.images_pending, text: 'pictures' }
  return job.images_pending > 0 ? [...products, pending] : products
}
