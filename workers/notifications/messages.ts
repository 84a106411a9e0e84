/** Which messages an event makes: the one table to extend for a new event or a new reader. */
import type { Event } from '#contract/events.ts'
import type { Message } from './message-log.ts'
import { abandonedCart } from './templates/abandoned-cart.ts'
import { accountExists } from './templates/account-exists.ts'
import { backInStock } from './templates/back-in-stock.ts'
import { giftCardIssued } from './templates/gift-card-issued.ts'
import type { RenderedMail } from './templates/layout.tsx'
import { type Letter, renderLetter } from './templates/letter.tsx'
import { lowStock } from './templates/low-stock.ts'
import { memberInvited } from './templates/member-invited.ts'
import { renderOrderConfirmation } from './templates/order-confirmation.tsx'
import { passwordReset } from './templates/password-reset.ts'
import { securityNotice } from './templates/security-notice.ts'
import { verifyEmail } from './templates/verify-email.ts'

type MessagesOf = { [Type in Event['type']]: (event: Extract<Event, { type: Type }>) => Message[] }

const MESSAGES: MessagesOf = {
  ORDER_PLACED: (event) => [mail(event.order.email, renderOrderConfirmation(event))],
  /** The confirmation has said already that the order is paid; a second mail would only be noise. */
  ORDER_PAID: () => [],
  EMAIL_VERIFY: (event) => letterTo(event, verifyEmail(event)),
  ACCOUNT_EXISTS: (event) => letterTo(event, accountExists(event)),
  PASSWORD_RESET: (event) => letterTo(event, passwordReset(event)),
  MEMBER_INVITED: (event) => letterTo(event, memberInvited(event)),
  LOW_STOCK: (event) => letterTo(event, lowStock(event)),
  BACK_IN_STOCK: (event) => letterTo(event, backInStock(event)),
  ABANDONED_CART: (event) => letterTo(event, abandonedCart(event)),
  GIFT_CARD_ISSUED: (event) => letterTo(event, giftCardIssued(event)),
  SECURITY_NOTICE: (event) => letterTo(event, securityNotice(event)),
}

export function messagesOf(event: Event): Message[] {
  const render = MESSAGES[event.type] as (event: Event) => Message[]
  return render(event)
}

const mail = (recipient: string, rendered: RenderedMail): Message => ({ channel: 'email', recipient, ...rendered })

const letterTo = ({ recipient, store }: { recipient: string; store: Event['store'] }, letter: Letter): Message[] => [
  mail(recipient, renderLetter(letter, store)),
]
