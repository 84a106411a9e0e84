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
