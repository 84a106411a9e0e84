/** What a person is told when a page cannot be shown: what happened, and what to do. */
import { mailtoOf } from '#domain/email.ts'
import type { Frame } from './frame.ts'
import { waitText } from './wait-text.ts'

interface Words {
  title: string
  text: string
  action?: { label: string; href: string } | undefined
}

interface Told {
  status: number
  code: string
  retryAfterS?: number | null
}

/** Where a code has no words of its own, the status has. */
export function errorWords({ status, code, retryAfterS = null }: Told, frame: Frame | undefined): Words {
  const known = knownWords(frame, retryAfterS)
  const words = known[code] ?? known[CODE_OF_STATUS[status] ?? (status < 500 ? 'bad_request' : '')]
  return (
    words ?? {
      title: 'Something went wrong on our side',
      text: 'Nothing that you did caused it. Please load the page again; if it stays like this, write to us with the reference below.',
      action: contact(frame),
    }
  )
}

const CODE_OF_STATUS: Partial<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'body_too_large',
  429: 'too_many_requests',
  503: 'overloaded',
}

function knownWords(frame: Frame | undefined, retryAfterS: number | null): Record<string, Words> {
  const browse = whereTo(frame)
  return {
    not_found: {
      title: 'Page not found',
      text: 'The link may be out of date, or there is a typo in the address.',
      action: browse,
    },
    product_not_found: {
      title: 'Product not found',
      text: 'We no longer sell it, or its address has changed.',
      action: browse,
    },
    category_not_found: {
      title: 'Category not found',
      text: 'It may have been renamed.',
      action: browse,
    },
    order_not_found: {
      title: 'Order not found',
      text: 'Orders open with the full link from the confirmation e-mail. Please open it from there, or write to us.',
      action: contact(frame),
    },
    forbidden: {
      title: 'This is not for your role',
      text: 'Your role in this business does not include it. Its owner or a manager can change that.',
      action: browse,
    },
    tenant_suspended: {
      title: 'This business is suspended',
      text: 'Its stores are closed for shoppers. The mail to its owner says why, and whom to ask.',
      action: browse,
    },
    tenant_not_found: {
      title: 'There is no such business',
      text: 'You may have left its team, or the link is old.',
      action: browse,
    },
    oauth_provider_not_found: {
      title: 'That way to log in is not offered',
      text: 'Please log in with your e-mail address and password.',
      action: browse,
    },
    store_not_found: {
      title: 'Store not found',
      text:
        frame?.kind === 'platform'
          ? 'It may have been closed, or it belongs to another business.'
          : `No shop is open at ${frame?.host ?? 'this address'}. Please check the address for typing errors.`,
      action:
        frame?.kind === 'platform' ? browse : frame && { label: 'Go to Tradewind', href: `//${frame.platformHost}/` },
    },
    store_suspended: {
      ...(frame?.kind === 'platform' ? { action: browse } : {}),
      title: frame?.kind === 'platform' ? 'This store is suspended' : 'This store is closed for now',
      text:
        frame?.kind === 'platform'
          ? 'You can look at everything and change nothing. The mail about it says why, and whom to ask.'
          : 'It is not taking orders at the moment. Orders that were already placed are not lost; their e-mails say whom to ask.',
    },
    cross_origin: {
      title: 'Nothing was changed',
      text: 'The form was sent from another website, so we did not act on it. Please try again from our own page.',
      action: { label: 'Go to the start', href: '/' },
    },
    bad_request: {
      title: 'We could not read what was sent',
      text: 'Nothing was changed. Please go back and send the form once more.',
      action: browse,
    },
    method_not_allowed: {
      title: 'Nothing can be sent to this page',
      text: 'Nothing was changed. Please go back and try again.',
      action: browse,
    },
    request_timeout: {
      title: 'What you sent did not arrive in time',
      text: 'Nothing was changed. Please go back and send the form once more.',
      action: browse,
    },
    body_too_large: {
      title: 'That was more than we can take at once',
      text: 'Nothing was changed. Please go back and send less.',
      action: browse,
    },
    unauthorized: {
      title: 'Please log in',
      text: 'Your session has ended.',
      action: { label: 'Log in', href: frame?.store ? '/account/log-in' : '/log-in' },
    },
    too_many_requests: {
      title: 'Please wait a moment',
      text: `There were more requests from your address than we answer in so short a time. Please load the page again in ${waitText(retryAfterS ?? 60)}; what you had entered is sent once more then.`,
    },
    overloaded: {
      title: 'Very busy just now',
      text: 'More people are here than we can serve at once. Please load the page again in a moment.',
    },
  }
}

function whereTo(frame: Frame | undefined): NonNullable<Words['action']> {
  if (frame?.store) return { label: 'All products', href: '/search' }
  const isMerchant = frame?.kind === 'platform' && frame.isSignedIn
  return isMerchant ? { label: 'Go to your dashboard', href: '/dashboard' } : { label: 'Go to the start', href: '/' }
}

function contact(frame: Frame | undefined): Words['action'] {
  const email = frame?.store?.contact_email
  return email ? { label: `Write to ${email}`, href: mailtoOf(email) } : undefined
}
