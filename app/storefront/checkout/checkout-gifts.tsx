import { Field } from '../../ui/field.tsx'
import { GIFT_FIELDS, type GiftField, type GiftForm, giftFieldOf, isForSomebodyElse } from './gift-form.ts'

/** Gift cards in the cart: each goes to the buyer's address, or to somebody else, with a message, on a day. */
export function CheckoutGifts({ gifts }: { gifts: GiftForm[] }) {
  if (gifts.length === 0) return null
  return (
    <section className="group" aria-labelledby="group-gifts">
      <h2 id="group-gifts">Gift cards</h2>
      <p className="muted">We send them to your e-mail address, or to someone else.</p>
      {gifts.map((gift) => (
        <Gift key={gift.lineId} gift={gift} isOnly={gifts.length === 1} />
      ))}
    </section>
  )
}

function Gift({ gift, isOnly }: { gift: GiftForm; isOnly: boolean }) {
  const { lineId, title, values, errors } = gift
  const field = (name: GiftField) => ({
    id: giftFieldOf(lineId, name),
    name: giftFieldOf(lineId, name),
    defaultValue: values[name],
    error: errors[name],
  })
  return (
    <details className="gift" open={isForSomebodyElse(gift)}>
      <summary className="text-link gift__open">
        {isOnly ? 'Send to someone else' : `Send ${title} to someone else`}
      </summary>
      <div className="fields">
        <Field
          {...field('recipient_name')}
          label="Recipient's name"
          autoComplete="off"
          maxLength={120}
          required={false}
        />
        <Field
          {...field('recipient')}
          type="email"
          label="Recipient's e-mail"
          autoComplete="off"
          inputMode="email"
          required={false}
        />
        <Field {...field('message')} label="Message" autoComplete="off" maxLength={300} isOptional />
        <Field
          {...field('send_on')}
          type="date"
          label="Send on"
          hint="Leave empty to send it now."
          autoComplete="off"
          isOptional
        />
      </div>
    </details>
  )
}

/** For the summary of errors. */
export const giftErrors = (gifts: readonly GiftForm[]): { id: string; message: string }[] =>
  gifts.flatMap(({ lineId, errors }) =>
    GIFT_FIELDS.flatMap((field) => {
      const message = errors[field]
      return message ? [{ id: giftFieldOf(lineId, field), message }] : []
    }),
  )
