/** What a user of the platform asks about their own account, one line per call; paths and shapes are the contract's. */
import type * as z from 'zod'
import {
  type ChangePassword,
  CheckMail,
  type ConfirmSignUp,
  type DisableMfa,
  Done,
  type EnrolMfa,
  type ForgotPassword,
  type LogIn,
  LogInResult,
  type LogInWithCode,
  Me,
  MfaEnabled,
  MfaEnrolment,
  PasswordWasReset,
  RecoveryCodes,
  type ResetPassword,
  Sessions,
  SignedIn,
  type SignUp,
  SignUpConfirmed,
  SignUpStarted,
  type UpdateMe,
} from '#contract/identity.ts'
import { type AcceptInvitation, InvitationOffer } from '#contract/tenant.ts'
import type { Api } from './api.ts'

export type UserCalls = ReturnType<typeof createUserCalls>

export function createUserCalls(api: Api) {
  const post = <T extends z.ZodType>(path: string, data: T, body?: unknown) => api.send('POST', path, data, { body })
  const remove = (path: string) => api.send('DELETE', path, Done)

  return {
    signUp: (body: SignUp) => post('/auth/sign-up', SignUpStarted, body),
    confirm: (body: z.infer<typeof ConfirmSignUp>) => post('/auth/sign-up/confirm', SignUpConfirmed, body),
    logIn: (body: LogIn) => post('/auth/log-in', LogInResult, body),
    logInWithCode: (body: z.infer<typeof LogInWithCode>) => post('/auth/log-in/code', SignedIn, body),
    logOut: () => post('/auth/log-out', Done),
    forgotPassword: (body: z.infer<typeof ForgotPassword>) => post('/auth/password/forgot', CheckMail, body),
    resetPassword: (body: z.infer<typeof ResetPassword>) => post('/auth/password/reset', PasswordWasReset, body),
    lookAtInvitation: (token: string) => post('/invitations/look', InvitationOffer, { token }),
    acceptInvitation: (body: z.infer<typeof AcceptInvitation>) => post('/invitations/accept', Done, body),

    me: () => api.get('/me', Me),
    update: (body: z.infer<typeof UpdateMe>) => api.send('PATCH', '/me', Me, { body }),
    changePassword: (body: z.infer<typeof ChangePassword>) => post('/me/password', Done, body),
    unlink: (provider: string) => remove(`/me/linked-accounts/${encodeURIComponent(provider)}`),

    sessions: () => api.get('/me/sessions', Sessions).then(({ items }) => items),
    endSession: (id: string) => remove(`/me/sessions/${encodeURIComponent(id)}`),
    endOtherSessions: () => remove('/me/sessions'),

    enrolMfa: (body: z.infer<typeof EnrolMfa>) => post('/me/mfa', MfaEnrolment, body),
    confirmMfa: (code: string) => post('/me/mfa/confirm', MfaEnabled, { code }),
    disableMfa: (body: z.infer<typeof DisableMfa>) => post('/me/mfa/disable', Done, body),
    renewRecoveryCodes: (body: z.infer<typeof DisableMfa>) => post('/me/mfa/recovery-codes', RecoveryCodes, body),
  }
}
