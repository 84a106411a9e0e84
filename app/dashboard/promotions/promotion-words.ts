/** Promotions in words. Also runs in browsers. */
import type { Promotion, PromotionEffect } from '#contract/promotion.ts'
import { formatMoney } from '#domain/money.ts'
import { percentText } from '../../ui/typed-numbers.ts'

export const PROMOTION_STATES: Record<Promotion['status'], { label: string; tone: 'positive' | 'caution' | 'quiet' }> =
  {
    live: { label: 'Live', tone: 'positive' },
    scheduled: { label: 'Scheduled', tone: 'caution' },
    ended: { label: 'Ended', tone: 'quiet' },
    off: { label: 'Off', tone: 'quiet' },
  }

export const PROMOTION_KINDS: { kind: PromotionEffect['kind']; label: string; means: string }[] = [
  { kind: 'percentage', label: 'Percentage off', means: 'Like 15 % off.' },
  { kind: 'fixed', label: 'Amount off', means: 'Like 10.00 off, never more than the products cost.' },
  { kind: 'buy_x_get_y', label: 'Buy X, get Y', means: 'Like three for two. The cheapest items are discounted.' },
  { kind: 'free_shipping', label: 'Free delivery', means: 'Delivery costs nothing.' },
]

export function effectText(effect: PromotionEffect, currency: string): string {
  switch (effect.kind) {
    case 'percentage':
      return `${percentText(effect.share_bps)} % off`
    case 'fixed':
      return `${formatMoney(effect.amount_minor, currency, 'en')} off`
    case 'free_shipping':
      return 'Free delivery'
    case 'buy_x_get_y': {
      const gift = effect.share_bps === 10_000 ? 'free' : `${percentText(effect.share_bps)} % off`
      return `Buy ${effect.buy}, get ${effect.get} ${gift}`
    }
  }
}

/** "Used 3 of 100 times": a limit is said with it. */
export function usesText({ uses, usage_limit }: Pick<Promotion, 'uses' | 'usage_limit'>): string {
  if (usage_limit !== null) return `used ${uses} of ${usage_limit} times`
  if (uses === 0) return 'not used yet'
  return uses === 1 ? 'used once' : `used ${uses} times`
}

export const scopeText = ({ product_ids, category_ids }: Promotion): string => {
  const parts = [
    product_ids.length > 0 ? countText(product_ids.length, 'product', 'products') : null,
    category_ids.length > 0 ? countText(category_ids.length, 'category', 'categories') : null,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' and ') : 'All products'
}

const countText = (count: number, one: string, many: string) => (count === 1 ? `One ${one}` : `${count} ${many}`)
