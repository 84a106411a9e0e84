/** The forms of one variant's stock: a movement, and the settings. */
import type { StockSettings } from '#contract/inventory.ts'
import { createFormReader } from '../../ui/form-reader.ts'

export function readMove(form: FormData) {
  const { text, whole, wholeOrNull, problems } = createFormReader(form)
  const type = text('type')
  const body = {
    type,
    location_id: text('location_id') || 'default',
    quantity: whole('quantity'),
    reason: text('reason'),
    ...(type === 'transfer' && { to_location_id: text('to_location_id') }),
    ...(type === 'return' && { order_number: wholeOrNull('order_number') }),
  }
  if (type === 'transfer' && text('to_location_id') === body.location_id) {
    problems.to_location_id = 'Choose another location than the one it comes from.'
  }
  return { body, problems }
}

export const stockSettingsValues = (settings: StockSettings): Record<string, string> => ({
  backorder: settings.tracked ? settings.backorder : 'untracked',
  backorder_limit: String(settings.backorder_limit ?? ''),
  safety_stock: String(settings.safety_stock),
  low_stock_at: String(settings.low_stock_at ?? ''),
  shards: String(settings.shards),
})

export function readStockSettings(form: FormData) {
  const { text, whole, wholeOrNull, problems } = createFormReader(form)
  const policy = text('backorder')
  const tracked = policy !== 'untracked'
  const body = {
    tracked,
    backorder: tracked ? policy : 'deny',
    backorder_limit: wholeOrNull('backorder_limit'),
    safety_stock: text('safety_stock') === '' ? 0 : whole('safety_stock'),
    low_stock_at: wholeOrNull('low_stock_at'),
    shards: text('shards') === '' ? 1 : whole('shards'),
  }
  return { body, problems }
}
