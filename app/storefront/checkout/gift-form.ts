/** The checkout's fields for gift cards that go to somebody else, for each line of them. Empty fields: they go to the buyer. */
import type { Cart } from '#contract/cart.ts'
import type { ErrorDetail } from '#contract/errors.ts'

export const GIFT_FIELDS = ['recipient_name', 'recipient', 'message', 'send_on'] as const
export type GiftField = (typeof GIFT_FIELDS)[number]

export interface GiftForm {
  lineId: string
  /** What it is, as in the cart. */
  title: string
  values: Record<GiftField, string>
  errors: Partial<Record<GiftField, string>>
}

export const giftFieldOf = (lineId: string, field: GiftField): string => `gift.${lineId}.${field}`

/** One for each line of gift cards; without a form they are empty. */
export function readGifts({ lines }: Pick<Cart, 'lines'>, form: FormData | null): GiftForm[] {
  return lines
    .filter((line) => line.is_gift_card)
    .map(({ id: lineId, title, variant_title: variant }) => {
      const typed = (field: GiftField) => String(form?.get(giftFieldOf(lineId, field)) ?? '').trim()
      const values = {
        recipient_name: typed('recipient_name'),
        recipient: typed('recipient'),
        message: typed('message'),
        send_on: typed('send_on'),
      }
      return { lineId, title: variant ? `${title}, ${variant}` : title, values, errors: {} }
    })
}

export const isForSomebodyElse = ({ values }: GiftForm): boolean => GIFT_FIELDS.some((field) => values[field] !== '')

/** What the API is told; nothing where all go to the buyer. */
export function giftsBody(gifts: readonly GiftForm[]): { gift_cards?: object[] } {
  const others = gifts.filter(isForSomebodyElse)
  if (others.length === 0) return {}
  return {
    gift_cards: others.map(({ lineId, values }) => ({
      line_id: lineId,
      recipient_name: values.recipient_name,
      recipient: values.recipient,
      message: values.message,
      send_on: values.send_on || null,
    })),
  }
}

/** With what the contract or the API says of them: `gift_cards.0.recipient`. The first message of a field stands. */
export function withGiftErrors(
  gifts: readonly GiftForm[],
  details: readonly Pick<ErrorDetail, 'path' | 'message'>[],
): GiftForm[] {
  const others = gifts.filter(isForSomebodyElse)
  return gifts.map((gift) => {
    const index = others.indexOf(gift)
    const errors: GiftForm['errors'] = {}
    for (const { path, message } of details) {
      const field = GIFT_FIELDS.find((one) => path === `gift_cards.${index}.${one}`)
      if (field) errors[field] ??= message
    }
    return { ...gift, errors }
  })
}
