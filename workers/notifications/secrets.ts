/**
 * One-time links, links that open a cart, and the codes of gift cards, kept out of the record of messages: whoever reads the database must not be able to use them.
 *
 * The text has to be stored as it is until the message has left, since a repetition sends the same text. After that the
 * secret in it is of no use to anybody but a thief, except on a developer's machine, whose mailbox is this record.
 */
import { isLocalEnvironment } from '#contract/environment.ts'
import { type Event, SECRET_EVENTS } from '#contract/events.ts'

/** Stands where the secret was, in an address as in HTML. */
export const REMOVED = '__removed-after-sending__'

/** What a message of `event` looks like without its secret; null when there is none or this place may keep it. */
export type TakeSecretOut = (event: Event) => ((text: string) => string) | null

export const secretsKeptIn = (environment: string): TakeSecretOut =>
  isLocalEnvironment(environment) ? () => null : takeSecretOut

const takeSecretOut: TakeSecretOut = (event) => {
  if (!hasSecret(event)) return null
  const secret = secretOf(event)
  return (text) => text.replaceAll(secret, REMOVED).replaceAll(asInHtml(secret), REMOVED)
}

type SecretEvent = Extract<Event, { type: (typeof SECRET_EVENTS)[number] }>

const hasSecret = (event: Event): event is SecretEvent => (SECRET_EVENTS as readonly string[]).includes(event.type)

function secretOf(event: SecretEvent): string {
  if (event.type === 'GIFT_CARD_ISSUED') return event.code
  return tokenOf(event.type === 'ABANDONED_CART' ? event.cart_url : event.url)
}

/** As it stands in the address; the whole address where the secret is not called a token, lest it stay. */
const tokenOf = (url: string): string => /[?&]token=([^&#]+)/.exec(url)?.[1] ?? url

/** As React escapes it. */
const asInHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
