/**
 * Logging in with mail address and password, and the second step.
 *
 * Guessing  Every try is counted before the password is looked at, exactly: per account for browsers that the account has
 *           never been used in, again per account for those that it has, and per address. So whoever guesses from many places
 *           uses up the strangers' tries and never the owner's own.
 * Telling   Unknown address, wrong password and an account without one get the same answer after the same work.
 */
import { eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import type { LogIn, LogInResult, SignedIn } from '#contract/identity.ts'
import { type Challenge, type NewLink, readChallenge, signChallenge } from '../access/access-token.ts'
import type { Visit } from '../access/request-context.ts'
import { readDevice } from '../access/sessions.ts'
import { consumeAttempt } from '../access/throttle.ts'
import { recordBounded } from '../audit/bounded.ts'
import { isConflict } from '../audit/change.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { sha256, sign } from '../lib/secrets.ts'
import { noticeMail } from './mails.ts'
import { checkCode } from './mfa.ts'
import { linkAfterCode, retryWhenTaken } from './oauth-account.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { Account, Realm } from './realm.ts'
import { startSession } from './start-session.ts'

export async function logIn(visit: Visit, realm: Realm, { email, password }: LogIn): Promise<LogInResult> {
  const { ring } = visit
  const account = await realm.findByEmail(email)
  const tries = await countLogIn(visit, realm, account, email.toLowerCase())
  const { isRight, isOutdated } = await verifyPassword(password, account?.passwordHash ?? null, ring.config)
  if (!account || !isRight) return refuseLogIn(visit, realm, email, account, 'credentials_invalid')
  await Promise.all(tries.map((each) => each.giveBack()))
  const current = isOutdated ? await hashAnew(visit, realm, account, password) : account
  return passFirstStep(visit, realm, current, 'password')
}

/** The pepper or the settings have changed since: now that the password is at hand it is hashed as new ones are. */
async function hashAnew({ ring }: Visit, realm: Realm, account: Account, password: string): Promise<Account> {
  const passwordHash = await hashPassword(password, ring.config)
  return (await realm.replacePasswordHash(account, passwordHash)) ? { ...account, passwordHash } : account
}

/**
 * The first step is done, by whatever method: in, or on to the second. `also` is written with the session of an account
 * that has no second step; for one that has, nothing is written before it is passed, and `link` waits in the challenge.
 */
export async function passFirstStep(
  visit: Visit,
  realm: Realm,
  account: Account,
  method: string,
  also: Parameters<typeof startSession>[3]['also'] = [],
  link?: NewLink,
): Promise<LogInResult> {
  if (account.mfaEnabledAt === null) return startSession(visit, realm, account, { method, hasMfa: false, also })
  const { challenge, expiresAtMs } = await signChallenge(
    visit.ring,
    account.id,
    { method, link, seen: await seen(account) },
    Date.now(),
  )
  const actor = { ...visit.trail, actor: { type: realm.kind, id: account.id } }
  visit.trail.hasWritten = true
  const entry = { action: 'session.code_asked', storeId: realm.storeId, after: { method } }
  await recordBounded(visit.env, realm.db, actor, entry)
  return { status: 'mfa_required', challenge, expires_at: presentTime(expiresAtMs) }
}

/** What a challenge remembers of the password, so that it ends with it. */
const seen = async ({ passwordHash }: Account) => (await sha256(`seen:${passwordHash}`)).slice(0, 22)

/** The second step. Code and challenge work once; the challenge says that the first step was passed within five minutes. */
export async function logInWithCode(
  visit: Visit,
  realm: Realm,
  { challenge, code }: { challenge: string; code: string },
): Promise<SignedIn> {
  const claims = await readChallenge(visit.ring, challenge)
  const account = claims ? await realm.findById(claims.sub) : null
  const isSame = account !== null && account.mfaEnabledAt !== null && claims?.seen === (await seen(account))
  if (!claims || !isSame || (await isUsedUp(realm, claims))) {
    return refuseLogIn(visit, realm, '', account, 'challenge_invalid')
  }
  const attempt = await countCode(visit, realm, account)
  const checked = await checkCode(visit, account.id, code)
  if (!checked) return refuseLogIn(visit, realm, account.email, account, 'code_invalid')
  await attempt.giveBack()
  const enter = () => enterWithCode(visit, realm, account, claims, checked === 'recovery')
  return retryWhenTaken(enter).catch(async (error: unknown) => {
    // Another code was entered for it at the same moment: the batch of that log-in has used it up.
    if (isConflict(error) && (await isUsedUp(realm, claims))) {
      return refuseLogIn(visit, realm, '', account, 'challenge_invalid')
    }
    throw error
  })
}

const isUsedUp = async ({ db }: Realm, { jti }: Challenge): Promise<boolean> =>
  (await db.$count(t.oneTimeTokens, eq(t.oneTimeTokens.tokenHash, await sha256(jti)))) > 0

/** For the batch of the log-in, which fails as a whole where the challenge has been used up. */
function usingUpChallenge({ db, kind }: Realm, { sub, exp }: Challenge, tokenHash: string): BatchItem<'sqlite'> {
  const nowMs = Date.now()
  return db.insert(t.oneTimeTokens).values({
    id: uuidv7(),
    kind: 'mfa_challenge',
    realm: kind,
    subjectId: sub,
    tokenHash,
    payload: {},
    expiresAt: exp * 1000,
    usedAt: nowMs,
    createdAt: nowMs,
  })
}

async function enterWithCode(visit: Visit, realm: Realm, account: Account, passed: Challenge, isRecovery: boolean) {
  const notice = isRecovery ? noticeMail({ realm, visit }, account, 'recovery_code_used') : null
  const linking = passed.link ? await linkAfterCode(visit, realm, account, passed.link) : null
  const used = usingUpChallenge(realm, passed, await sha256(passed.jti))
  const also = [used, ...(notice ? [notice.statement] : []), ...(linking?.also ?? [])]
  const signedIn = await startSession(visit, realm, account, { method: passed.method, hasMfa: true, also })
  for (const letter of [notice, linking?.letter]) if (letter) visit.later(letter.send(visit.env))
  return signedIn
}

async function countCode(visit: Visit, realm: Realm, account: Account) {
  const limit = (await deviceOf(visit, realm, account)) ? 'mfaDevice' : 'mfaAccount'
  try {
    return await consumeAttempt(visit.env, limit, account.id)
  } catch (error) {
    return noteAndThrow(visit, realm, account.email, account, error)
  }
}

async function countLogIn(visit: Visit, realm: Realm, account: Account | null, email: string) {
  const { env, client } = visit
  const isKnown = account !== null && (await deviceOf(visit, realm, account)) !== null
  try {
    const byAddress = await consumeAttempt(env, 'logInAddress', client.counted)
    const byAccount = isKnown
      ? await consumeAttempt(env, 'logInDevice', account.id)
      : await consumeAttempt(env, 'logInAccount', `${realm.audience}:${email}`)
    return [byAddress, byAccount]
  } catch (error) {
    return noteAndThrow(visit, realm, email, account, error)
  }
}

/** The device that the account has been used on before, if this is one. */
async function deviceOf({ ring, client }: Visit, { kind }: Realm, { id, passwordHash }: Account) {
  const owner = { kind, subjectId: id, passwordHash }
  return client.deviceToken ? readDevice(ring, owner, client.deviceToken) : null
}

async function noteAndThrow(
  visit: Visit,
  realm: Realm,
  email: string,
  account: Account | null,
  error: unknown,
): Promise<never> {
  if (error instanceof ApiProblem) await noteRefusal(visit, realm, email, account, error.code)
  throw error
}

async function refuseLogIn(
  visit: Visit,
  realm: Realm,
  email: string,
  account: Account | null,
  code: 'credentials_invalid' | 'challenge_invalid' | 'code_invalid',
): Promise<never> {
  await noteRefusal(visit, realm, email, account, code)
  throw new ApiProblem(code)
}

/** An address without an account is noted as a keyed hash: the same guess is seen to be the same, the address is not kept. */
async function noteRefusal(visit: Visit, realm: Realm, email: string, account: Account | null, code: string) {
  const { config } = visit.ring
  const target = account
    ? { type: realm.kind, id: account.id }
    : { type: 'address', id: (await sign(`address:${email.toLowerCase()}`, config.authSecret)).slice(0, 16) }
  const entry = { action: 'session.refused', refused: code, target, storeId: realm.storeId }
  await recordBounded(visit.env, realm.db, visit.trail, entry)
}
