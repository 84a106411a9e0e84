/** What each security notice says. `place` is where the account is: the name of a store, or of the platform. */
import type { SecurityNotice } from '#contract/events.ts'
import type { Letter } from './letter.tsx'

interface NoticeWords {
  /** Heading and subject. */
  title: string
  paragraph: (place: string) => string
  /** What the event's `detail` is, for this notice. */
  detailLabel: string
  /** On the button that leads to `account_url`. */
  button: string
  aside: Letter['aside']
}

const CHECK = 'Check your account'
const NOT_YOU = 'Was this not you?'
const TAKE_IT_BACK = {
  title: NOT_YOU,
  words:
    'Change your password now and log out devices you do not recognise. If you cannot log in, choose “Forgot your ' +
    'password?” on the log-in page, or reply to this e-mail.',
}

export const NOTICE_WORDS: Record<SecurityNotice['notice'], NoticeWords> = {
  password_changed: {
    title: 'Your password was changed',
    paragraph: (place) => `The password for your account at ${place} was changed.`,
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Choose “Forgot your password?” on the log-in page and set a new one now. Then log out devices you do not ' +
        'recognise. If you cannot log in, reply to this e-mail.',
    },
  },
  mfa_enabled: {
    title: 'Two-step verification is on',
    paragraph: (place) =>
      `Logging in to your account at ${place} now takes a code as well as your password. Keep your recovery codes ` +
      'somewhere other than your phone.',
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Someone else may be trying to lock you out. Change your password now. If you cannot log in, reply to this e-mail.',
    },
  },
  mfa_disabled: {
    title: 'Two-step verification is off',
    paragraph: (place) => `Logging in to your account at ${place} now takes only your password.`,
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Change your password now, log out devices you do not recognise and turn two-step verification back on. If ' +
        'you cannot log in, reply to this e-mail.',
    },
  },
  recovery_code_used: {
    title: 'A recovery code was used',
    paragraph: (place) =>
      `Someone logged in to your account at ${place} with a recovery code. That code will not work again; create new ` +
      'ones before they run out.',
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Someone has your password and your recovery codes. Change your password now, log out devices you do not ' +
        'recognise and create new recovery codes.',
    },
  },
  session_reused: {
    title: 'We logged out one of your devices',
    paragraph: (place) =>
      `A session of your account at ${place} was used in two places at once. Someone may have copied it, so we ended ` +
      'it. Log in again to continue.',
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: "Don't recognise this device?",
      words: 'Change your password now and log out other devices you do not recognise.',
    },
  },
  account_linked: {
    title: 'New log-in method added',
    paragraph: (place) => `Your account at ${place} was linked with another service. You can now log in with it.`,
    detailLabel: 'Service',
    button: CHECK,
    aside: TAKE_IT_BACK,
  },
  ownership_received: {
    title: 'You are the new owner',
    paragraph: (place) =>
      `The ownership of a business on ${place} was transferred to you: its stores, team and security settings.`,
    detailLabel: 'Business',
    button: 'Open the dashboard',
    aside: {
      title: "Didn't expect this?",
      words: 'Ask the previous owner, or reply to this e-mail.',
    },
  },
  account_deactivated: {
    title: 'Your account is deactivated',
    paragraph: (place) => `Your account at ${place} is deactivated. Nothing is lost: log in again to reactivate it.`,
    detailLabel: 'Details',
    button: 'Log in again',
    aside: {
      title: NOT_YOU,
      words: 'Log in again to reactivate the account, then change your password.',
    },
  },
  account_reactivated: {
    title: 'Your account is active again',
    paragraph: (place) => `Someone logged in to your account at ${place}, so it is active again.`,
    detailLabel: 'Details',
    button: CHECK,
    aside: TAKE_IT_BACK,
  },
  account_erased: {
    title: 'Your account was deleted',
    paragraph: (place) => `Your account at ${place} was deleted. This cannot be undone.`,
    detailLabel: 'Details',
    button: 'Visit website',
    aside: {
      title: NOT_YOU,
      words: 'The account cannot be restored. Reply to this e-mail so that we can find out what happened.',
    },
  },
  suspended: {
    title: 'Your shop was suspended',
    paragraph: (place) => `${place} has suspended your shop. Nobody can buy there for now. You can still log in.`,
    detailLabel: 'Reason',
    button: 'Open the dashboard',
    aside: {
      title: 'Is this a mistake?',
      words: 'Reply to this e-mail and tell us why.',
    },
  },
  resumed: {
    title: 'Your shop is open again',
    paragraph: (place) => `${place} has lifted the suspension. Customers can buy again.`,
    detailLabel: 'Details',
    button: 'Open the dashboard',
    aside: {
      title: 'Something wrong?',
      words: 'Reply to this e-mail and tell us.',
    },
  },
}
