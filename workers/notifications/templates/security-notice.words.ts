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
    'Change your password now and log out the devices that you do not know. If you cannot get in, choose “Forgot your ' +
    'password?” where you log in, or answer this mail.',
}

export const NOTICE_WORDS: Record<SecurityNotice['notice'], NoticeWords> = {
  password_changed: {
    title: 'Your password was changed',
    paragraph: (place) => `The password of your account at ${place} was changed. From now on only the new one works.`,
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Choose “Forgot your password?” where you log in and set another one at once. Then log out the devices that you ' +
        'do not know. If you cannot get in, answer this mail.',
    },
  },
  mfa_enabled: {
    title: 'Two-step verification is on',
    paragraph: (place) =>
      `Logging in to your account at ${place} now takes a code as well as your password. Keep your recovery codes where ` +
      'you find them without your phone.',
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Somebody else may be about to lock you out. Change your password now; if you cannot get in, answer this mail.',
    },
  },
  mfa_disabled: {
    title: 'Two-step verification is off',
    paragraph: (place) => `Logging in to your account at ${place} now takes no more than your password.`,
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Change your password now, log out the devices that you do not know and turn two-step verification on again. If ' +
        'you cannot get in, answer this mail.',
    },
  },
  recovery_code_used: {
    title: 'A recovery code was used',
    paragraph: (place) =>
      `Your account at ${place} was opened with a recovery code instead of a code from your app. That recovery code does ` +
      'not work again; make new ones before they run out.',
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: NOT_YOU,
      words:
        'Somebody has your password and your recovery codes. Change your password now, log out the devices that you do ' +
        'not know and make new recovery codes.',
    },
  },
  session_reused: {
    title: 'We logged out one of your devices',
    paragraph: (place) =>
      `A log-in to your account at ${place} was used in two places at once. That can mean that somebody has copied it, so ` +
      'we ended it. Log in again to go on.',
    detailLabel: 'Details',
    button: CHECK,
    aside: {
      title: 'Do you not know this device?',
      words: 'Change your password now and log out the other devices that you do not know.',
    },
  },
  account_linked: {
    title: 'A new way to log in',
    paragraph: (place) => `Your account at ${place} was linked with another service, which can log you in from now on.`,
    detailLabel: 'Service',
    button: CHECK,
    aside: TAKE_IT_BACK,
  },
  ownership_received: {
    title: 'You are the new owner',
    paragraph: (place) => `A business on ${place} was handed over to you: its stores, its team and its security rules.`,
    detailLabel: 'Business',
    button: 'Open the dashboard',
    aside: {
      title: 'Did you not expect this?',
      words: 'Ask the one who owned it before, or answer this mail.',
    },
  },
  account_deactivated: {
    title: 'Your account is deactivated',
    paragraph: (place) => `Your account at ${place} rests. Nothing in it is lost: to have it back, log in again.`,
    detailLabel: 'Details',
    button: 'Log in again',
    aside: {
      title: NOT_YOU,
      words: 'Log in again, which brings the account back, and change your password at once.',
    },
  },
  account_reactivated: {
    title: 'Your account is active again',
    paragraph: (place) => `Somebody logged in to your account at ${place}, so it is no longer deactivated.`,
    detailLabel: 'Details',
    button: CHECK,
    aside: TAKE_IT_BACK,
  },
  account_erased: {
    title: 'Your account was erased',
    paragraph: (place) => `Your account at ${place} is gone. This cannot be undone.`,
    detailLabel: 'Details',
    button: 'Open the website',
    aside: {
      title: NOT_YOU,
      words: 'The account cannot be brought back. Answer this mail, so that we can find out what happened.',
    },
  },
  suspended: {
    title: 'Your shop was suspended',
    paragraph: (place) =>
      `${place} has suspended your shop: for now nobody can buy there. You can still log in and look at it.`,
    detailLabel: 'Reason',
    button: 'Open the dashboard',
    aside: {
      title: 'Is this a mistake?',
      words: 'Answer this mail and tell us why.',
    },
  },
  resumed: {
    title: 'Your shop is open again',
    paragraph: (place) => `${place} has lifted the suspension. Customers can buy again.`,
    detailLabel: 'Details',
    button: 'Open the dashboard',
    aside: {
      title: 'Is something not as it was?',
      words: 'Answer this mail and tell us what.',
    },
  },
}
