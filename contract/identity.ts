/**
 * Accounts of people: signing up, logging in, sessions, two-step verification. Merchants' users have one account on the
 * platform (`/auth/…`, `/me/…`); a store's customers have one per store (`/stores/{store_id}/auth/…` and `…/account/…`).
 * Both speak these shapes.
 */
import * as z from 'zod'
import { MEMBER_ROLES, PLATFORM_ROLES } from '#domain/permissions.ts'
import { plainCharacters } from '#domain/plain-characters.ts'
import { CountryCode, Email, Id, Timestamp, typedLine } from './primitives.ts'
import { Currency, NewStoreSlug, StoreStatus, TimeZone } from './store.ts'

/** Headers by which the pages tell the API about the browser they speak for. */
export const DEVICE_HEADER = 'x-device-token'
/** Sent with every change that a cookie authenticates: a form of another site cannot set a header. */
export const CSRF_HEADER = 'x-csrf'

/** Access tokens live 30 minutes, refresh tokens 7 days from their last use. */
export const ACCESS_TOKEN_S = 30 * 60
export const REFRESH_TOKEN_S = 7 * 24 * 60 * 60
/** A browser in which an account has been used is remembered for a year. */
export const DEVICE_TOKEN_S = 365 * 24 * 60 * 60

export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 256

/** What may become a password: only its length counts, in UTF-16 units, and any character is one. */
export const NewPassword = z
  .string()
  .min(PASSWORD_MIN, `The password needs at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `The password can have at most ${PASSWORD_MAX} characters.`)
/** A password as somebody remembers it. */
const Password = z.string().min(1, 'Enter your password.').max(PASSWORD_MAX)

export const PersonName = typedLine(120, 'Enter a name.')
const Secret = z.string().min(1).max(500)

/** Six digits of an authenticator app, or one of the recovery codes. */
export const MfaCode = z
  .string()
  .transform((code) => plainCharacters(code).replace(/[ -]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[0-9A-Z]{10})$/, 'Enter the six digits of your app, or a recovery code.'))

// --- Signing up -----------------------------------------------------------------------------------------------------

export const FirstStore = z
  .object({
    name: typedLine(120, 'Enter a name for the store.'),
    slug: NewStoreSlug,
    country: CountryCode,
    currency: Currency,
    time_zone: TimeZone.optional().meta({
      description: "IANA; the browser's, say. Left out: the country's where it has one main zone, else UTC.",
    }),
  })
  .meta({ id: 'FirstStore' })

/** A merchant. The store is made when the mail address is confirmed. */
export const SignUp = z
  .object({ name: PersonName, email: Email, password: NewPassword, store: FirstStore })
  .meta({ id: 'SignUp' })
export type SignUp = z.infer<typeof SignUp>

export const CustomerSignUp = z
  .object({ name: PersonName, email: Email, password: NewPassword })
  .meta({ id: 'CustomerSignUp' })
export type CustomerSignUp = z.infer<typeof CustomerSignUp>

/** The same whether the address has an account or not: what is true stands in the mail. */
export const SignUpStarted = z
  .object({
    status: z.literal('check_mail'),
    proof: z.string().meta({
      description: 'Kept by the browser that signed up: presented with the link, it logs in at once.',
    }),
  })
  .meta({ id: 'SignUpStarted' })

export const ConfirmSignUp = z
  .object({
    token: Secret,
    proof: Secret.nullable().default(null),
    password: Password.nullable().default(null),
  })
  .meta({ id: 'ConfirmSignUp' })

// --- Logging in -----------------------------------------------------------------------------------------------------

export const LogIn = z.object({ email: Email, password: Password }).meta({ id: 'LogIn' })
export type LogIn = z.infer<typeof LogIn>

export const Tokens = z
  .object({
    access_token: z.string(),
    access_expires_at: Timestamp,
    refresh_token: z.string(),
    refresh_expires_at: Timestamp,
    session_id: Id,
  })
  .meta({ id: 'Tokens' })
export type Tokens = z.infer<typeof Tokens>

/** `device_token` names this browser as one the account has been used on. */
export const SignedIn = z
  .object({
    status: z.literal('signed_in'),
    tokens: Tokens,
    device_token: z.string(),
    account: z.object({ id: Id, name: z.string(), email: Email }),
  })
  .meta({ id: 'SignedIn' })
export type SignedIn = z.infer<typeof SignedIn>

export const MfaNeeded = z
  .object({ status: z.literal('mfa_required'), challenge: z.string(), expires_at: Timestamp })
  .meta({ id: 'MfaNeeded' })

export const LogInResult = z.discriminatedUnion('status', [SignedIn, MfaNeeded])
export type LogInResult = z.infer<typeof LogInResult>

/** Another browser than the one that signed up has to give the password: the link alone shows only the address. */
export const SignUpConfirmed = z.discriminatedUnion('status', [
  SignedIn,
  z.object({ status: z.literal('password_needed') }).meta({ id: 'PasswordNeeded' }),
])

export const LogInWithCode = z
  .object({ challenge: z.string().min(1).max(2000), code: MfaCode })
  .meta({ id: 'LogInWithCode' })

export const Refresh = z.object({ refresh_token: Secret }).meta({ id: 'Refresh' })

export const ForgotPassword = z.object({ email: Email }).meta({ id: 'ForgotPassword' })
export const CheckMail = z.object({ status: z.literal('check_mail') }).meta({ id: 'CheckMail' })

export const ResetPassword = z.object({ token: Secret, password: NewPassword }).meta({ id: 'ResetPassword' })
export const ChangePassword = z
  .object({ current_password: Password.nullable().default(null), new_password: NewPassword })
  .meta({ id: 'ChangePassword', description: '`current_password` is null only for an account that has none yet.' })

/** The browser in which a password was reset counts as one that the account is used in: guessers cannot keep its owner out. */
export const PasswordWasReset = z
  .object({ status: z.literal('done'), device_token: z.string() })
  .meta({ id: 'PasswordWasReset' })

export const Done = z.object({ status: z.literal('done') }).meta({ id: 'Done' })
/** Sensitive changes ask for the password again. */
export const WithPassword = z.object({ password: Password.nullable().default(null) }).meta({
  id: 'WithPassword',
  description: '`password` is null only for an account that has none: its log-in must then be at most ten minutes old.',
})

// --- Log-in with another service --------------------------------------------------------------------------------------

export const OAUTH_PROVIDERS = ['google', 'github'] as const
export type OAuthProviderId = (typeof OAUTH_PROVIDERS)[number]
export const OAuthProvider = z.object({ id: z.enum(OAUTH_PROVIDERS), name: z.string() }).meta({ id: 'OAuthProvider' })
export const OAuthProviders = z.object({ items: z.array(OAuthProvider) })

/** `proof` stays in the browser that begins; only that browser can finish. `return_to` is a path of the same site. */
export const OAuthStarted = z.object({ url: z.url(), proof: z.string() }).meta({ id: 'OAuthStarted' })
export const StartOAuth = z
  .object({
    return_to: z
      .string()
      .max(500)
      .regex(/^\/(?![/\\])[^\s\\]*$/, 'A path of this site.')
      .default('/'),
  })
  .meta({ id: 'StartOAuth' })
/** What a provider sends everybody back with, to one address of the platform; no code where it refused. */
export const OAuthCallback = z
  .object({
    state: Secret,
    code: z
      .string()
      .regex(/^[\x20-\x7e]{1,2000}$/)
      .nullable()
      .default(null),
  })
  .meta({ id: 'OAuthCallback' })
/** Where that log-in began, and what that site finishes it with: the code, sealed for this one log-in. */
export const OAuthReturn = z.object({ origin: z.url(), ticket: z.string().nullable() }).meta({ id: 'OAuthReturn' })
export const FinishOAuth = z
  .object({ state: Secret, ticket: z.string().min(1).max(6000), proof: Secret })
  .meta({ id: 'FinishOAuth' })
export const OAuthFinished = z.object({ result: LogInResult, return_to: z.string() }).meta({ id: 'OAuthFinished' })

export const LinkedAccount = z
  .object({ provider: z.enum(OAUTH_PROVIDERS), email: z.string(), linked_at: Timestamp })
  .meta({ id: 'LinkedAccount' })

// --- Who I am ---------------------------------------------------------------------------------------------------------

export const Session = z
  .object({
    id: Id,
    current: z.boolean(),
    created_at: Timestamp,
    last_used_at: Timestamp,
    address: z.string().meta({ description: 'Where it was last used, cut to its network.' }),
    user_agent: z.string(),
    method: z.string().meta({ description: 'How it began: `password`, `google`, …' }),
    mfa: z.boolean(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>
export const Sessions = z.object({ items: z.array(Session) })

export const MemberOf = z
  .object({
    tenant: z.object({ id: Id, name: z.string(), status: z.enum(['active', 'suspended']), mfa_required: z.boolean() }),
    role: z.enum(MEMBER_ROLES),
    stores: z.array(
      z.object({
        id: Id,
        slug: z.string(),
        name: z.string(),
        status: StoreStatus,
        time_zone: z.string().meta({ description: 'IANA' }),
        url: z.url(),
      }),
    ),
  })
  .meta({ id: 'MemberOf' })
export type MemberOf = z.infer<typeof MemberOf>

/** Choices that a screen remembers: at most 20 names with short plain values. */
export const Preferences = z
  .record(z.string().regex(/^[a-z][a-z0-9_.]{0,39}$/), z.union([typedLine(200), z.number(), z.boolean()]))
  .refine((preferences) => Object.keys(preferences).length <= 20, 'At most 20 preferences.')
  .meta({ id: 'Preferences' })
export type Preferences = z.infer<typeof Preferences>

export const Me = z
  .object({
    id: Id,
    email: Email,
    name: z.string(),
    preferences: Preferences,
    has_password: z.boolean(),
    mfa: z.object({ enabled: z.boolean(), recovery_codes_left: z.number().int() }),
    /** Whether this session has passed the second step. */
    session_mfa: z.boolean(),
    platform_role: z.enum(PLATFORM_ROLES).nullable(),
    memberships: z.array(MemberOf),
    linked_accounts: z.array(LinkedAccount),
    created_at: Timestamp,
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const UpdateMe = z
  .strictObject({ name: PersonName.optional(), preferences: Preferences.optional() })
  .meta({ id: 'UpdateMe' })

export const MfaEnrolment = z
  .object({
    secret: z.string().meta({ description: 'Base32, to type into an app by hand.' }),
    uri: z.string().meta({ description: 'otpauth:// address for a QR code.' }),
  })
  .meta({ id: 'MfaEnrolment' })
/** For an account without a password: null, in a session that is not older than ten minutes. */
export const EnrolMfa = z.object({ password: Password.nullable().default(null) }).meta({ id: 'EnrolMfa' })
export const ConfirmMfa = z.object({ code: MfaCode }).meta({ id: 'ConfirmMfa' })
/** Shown once. Each works once, in the place of a code. */
export const RecoveryCodes = z.object({ recovery_codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })
/** Confirming also lifts this session to a verified one; its access token is renewed at once. */
export const MfaEnabled = RecoveryCodes.meta({ id: 'MfaEnabled' })
export const DisableMfa = z.object({ password: Password, code: MfaCode }).meta({ id: 'DisableMfa' })
