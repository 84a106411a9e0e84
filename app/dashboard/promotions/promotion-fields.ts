/** A promotion as a form. Each kind has fields of its own; only those of the chosen kind are read. */
import type { Promotion, PromotionEffect } from '#contract/promotion.ts'
import { createFormReader, type FormReader } from '../../ui/form-reader.ts'
import { momentValues } from '../../ui/moment-field.ts'
import type { StoreClock, StoreNumbers } from '../../ui/store-numbers.ts'
import { amountText, percentText } from '../../ui/typed-numbers.ts'

const BEGINNING: Record<string, string> = {
  kind: 'percentage',
  way: 'code',
  goods: 'all',
  active: 'on',
  priority: '100',
  'percentage.on': 'goods',
  'fixed.on': 'order',
  'offer.buy': '2',
  'offer.get': '1',
  'offer.share': '100',
}

/** What the form starts with: those of a promotion, or those of a new one. */
export function promotionValues(promotion: Promotion | null, store: StoreNumbers & StoreClock): Record<string, string> {
  const { locale } = store
  if (!promotion) return { ...BEGINNING, currency: store.currency }
  const { currency, min_subtotal_minor, min_quantity, product_ids, category_ids } = promotion
  const count = (value: number | null) => (value ? String(value) : '')
  return {
    ...BEGINNING,
    ...effectValues(promotion.effect, currency, locale),
    currency,
    title: promotion.title,
    promotion_code: promotion.code ?? '',
    way: promotion.code === null ? 'automatic' : 'code',
    goods: product_ids.length + category_ids.length > 0 ? 'some' : 'all',
    product_ids: product_ids.join('\n'),
    category_ids: category_ids.join('\n'),
    customer_group_ids: promotion.customer_group_ids.join('\n'),
    min_subtotal: min_subtotal_minor === 0 ? '' : amountText(min_subtotal_minor, currency, locale),
    min_quantity: count(min_quantity),
    usage_limit: count(promotion.usage_limit),
    per_customer_limit: count(promotion.per_customer_limit),
    ...momentValues('starts_at', promotion.starts_at, store.time_zone),
    ...momentValues('ends_at', promotion.ends_at, store.time_zone),
    priority: String(promotion.priority),
    active: promotion.active ? 'on' : '',
    exclusive: promotion.exclusive ? 'on' : '',
  }
}

function effectValues(effect: PromotionEffect, currency: string, locale: string): Record<string, string> {
  const { kind } = effect
  switch (kind) {
    case 'percentage':
      return { kind, 'percentage.share': percentText(effect.share_bps), 'percentage.on': effect.on }
    case 'fixed':
      return { kind, 'fixed.amount': amountText(effect.amount_minor, currency, locale), 'fixed.on': effect.on }
    case 'free_shipping':
      return { kind }
    case 'buy_x_get_y':
      return {
        kind,
        'offer.buy': String(effect.buy),
        'offer.get': String(effect.get),
        'offer.share': percentText(effect.share_bps),
        'offer.max_times': String(effect.max_times ?? ''),
      }
  }
}

export function readPromotion(form: FormData, store: StoreNumbers & StoreClock) {
  const reader = createFormReader(form, store.locale)
  const { text, list, isOn, problems } = reader
  const currency = text('currency') || store.currency
  const isSome = text('goods') === 'some'
  const isAutomatic = text('way') === 'automatic'
  const body = {
    title: text('title'),
    code: isAutomatic ? null : text('promotion_code'),
    effect: readEffect(reader, currency),
    product_ids: isSome ? list('product_ids') : [],
    category_ids: isSome ? list('category_ids') : [],
    min_subtotal_minor: reader.amountOrNull('min_subtotal', currency) ?? 0,
    min_quantity: reader.wholeOrNull('min_quantity') ?? 0,
    customer_group_ids: list('customer_group_ids'),
    starts_at: reader.momentOrNull('starts_at', store.time_zone, 'earlier'),
    ends_at: reader.momentOrNull('ends_at', store.time_zone, 'later'),
    active: isOn('active'),
    exclusive: isOn('exclusive'),
    priority: reader.wholeOrNull('priority') ?? 100,
    usage_limit: reader.wholeOrNull('usage_limit'),
    per_customer_limit: isAutomatic ? null : reader.wholeOrNull('per_customer_limit'),
    currency,
  }
  if (isSome && body.product_ids.length + body.category_ids.length === 0) {
    problems.category_ids = 'Choose a category or a product, or choose all products.'
  }
  return { body, problems, fieldOf: (path: string) => fieldOf(path, text('kind')) }
}

function readEffect({ text, percent, amount, whole, wholeOrNull }: FormReader, currency: string) {
  const kind = text('kind')
  switch (kind) {
    case 'percentage':
      return { kind, share_bps: percent('percentage.share'), on: text('percentage.on') || 'goods' }
    case 'fixed':
      return { kind, amount_minor: amount('fixed.amount', currency), on: text('fixed.on') || 'order' }
    case 'buy_x_get_y':
      return {
        kind,
        buy: whole('offer.buy'),
        get: whole('offer.get'),
        share_bps: percent('offer.share'),
        max_times: wholeOrNull('offer.max_times'),
      }
    default:
      return { kind }
  }
}

const EFFECT_GROUPS: Record<string, string> = { percentage: 'percentage', fixed: 'fixed', buy_x_get_y: 'offer' }

/** The contract's path as the form names it. */
function fieldOf(path: string, kind: string): string {
  const [top = '', part = ''] = path.split('.')
  // A field that is called `code` holds a secret, and would come back empty.
  if (top === 'code') return 'promotion_code'
  if (top !== 'effect') return top.replace(/_minor$/, '')
  const group = EFFECT_GROUPS[kind]
  return group && part !== 'kind' && part !== '' ? `${group}.${part.replace(/_(minor|bps)$/, '')}` : 'kind'
}
