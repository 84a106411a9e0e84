/**
 * Passwords: Argon2id (RFC 9106) with m = 19 MiB, t = 2, p = 1 (OWASP's setting; ASVS 5, 11.4.2), a random salt of 16
 * bytes, over HMAC-SHA-256 of the password under the platform's pepper: without the pepper a stolen table is worth nothing,
 * and Argon2 is given 32 bytes whatever was typed. Stored as a PHC string whose `keyid` names the pepper.
 *
 * Time      An account that does not exist is checked against a hash of nobody's, so that it takes as long.
 * Memory    A hash is computed without a pause, so one at a time in an isolate, in the same memory: nobody queues for it, and
 *           no request that dies can keep others out.
 */

import plainWasm from 'argon2id/dist/no-simd.wasm'
import simdWasm from 'argon2id/dist/simd.wasm'
import setupWasm from 'argon2id/lib/setup.js'
import type { Config } from '../config/config.ts'
import { ApiProblem } from '../http/problem.ts'
import { sign } from '../lib/secrets.ts'

const MEMORY_KIB = 19_456
const PASSES = 2
const PARALLELISM = 1
const TAG_BYTES = 32
const SALT_BYTES = 16

type Pepper = Config['passwordPepper'][number]
type Argon2id = Awaited<ReturnType<typeof setupWasm>>

const encoder = new TextEncoder()
let instance: Promise<Argon2id> | undefined

async function load(): Promise<Argon2id> {
  const instantiate = (module: WebAssembly.Module) => async (imports: WebAssembly.Imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  })
  return setupWasm(instantiate(simdWasm), instantiate(plainWasm))
}

interface Parameters {
  memorySize: number
  passes: number
  parallelism: number
  salt: Uint8Array
  tagLength: number
}

async function derive(password: string, pepper: Pepper, parameters: Parameters): Promise<Uint8Array> {
  instance ??= load()
  const argon2id = await instance
  const peppered = Buffer.from(await sign(password.normalize('NFKC'), pepper.secret), 'base64url')
  return argon2id({ ...parameters, password: peppered })
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '')

/** A PHC string for a new password. */
export async function hashPassword(
  password: string,
  { passwordPepper }: Pick<Config, 'passwordPepper'>,
): Promise<string> {
  const pepper = firstOf(passwordPepper)
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const parameters = { memorySize: MEMORY_KIB, passes: PASSES, parallelism: PARALLELISM, tagLength: TAG_BYTES }
  const tag = await derive(password, pepper, { ...parameters, salt })
  const settings = `m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM},keyid=${toBase64(encoder.encode(pepper.id))}`
  return `$argon2id$v=19$${settings}$${toBase64(salt)}$${toBase64(tag)}`
}

export interface Verification {
  isRight: boolean
  /** The stored hash is of an older setting or pepper: hash the password anew, now that it is at hand. */
  isOutdated: boolean
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2}),keyid=([\w+/-]{1,32})\$([\w+/]{22,})\$([\w+/]{22,})$/

/** Whether the password is the one that was hashed. `null` stands for an account without a password, or without existence. */
export async function verifyPassword(
  password: string,
  stored: string | null,
  { passwordPepper }: Pick<Config, 'passwordPepper'>,
): Promise<Verification> {
  const match = PHC.exec(stored ?? '')
  const [, memory, passes, parallelism, keyId, salt, tag] = match ?? []
  const pepperId = Buffer.from(keyId ?? '', 'base64').toString()
  const pepper = passwordPepper.find(({ id }) => id === pepperId)
  if (!match || !pepper) {
    await derive(password, firstOf(passwordPepper), nobody())
    return { isRight: false, isOutdated: false }
  }
  const expected = Buffer.from(tag ?? '', 'base64')
  const parameters = { memorySize: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const given = await derive(password, pepper, {
    ...parameters,
    salt: Buffer.from(salt ?? '', 'base64'),
    tagLength: expected.length,
  })
  const isRight = crypto.subtle.timingSafeEqual(given, expected)
  const isCurrent = pepper === passwordPepper[0] && Number(memory) === MEMORY_KIB && Number(passes) === PASSES
  return { isRight, isOutdated: isRight && !isCurrent }
}

const nobody = (): Parameters => ({
  memorySize: MEMORY_KIB,
  passes: PASSES,
  parallelism: PARALLELISM,
  tagLength: TAG_BYTES,
  salt: new Uint8Array(SALT_BYTES),
})

function firstOf(peppers: readonly Pepper[]): Pepper {
  const [pepper] = peppers
  if (!pepper) throw new Error('There is no password pepper')
  return pepper
}

let common: Promise<ReadonlySet<string>> | undefined

/** Refuses what guessers try first: some 18,000 passwords seen most often in leaks, and what is made of the account's own words. */
export async function refuseCommonPassword(
  password: string,
  path: string,
  person: { name: string; email: string } | null = null,
): Promise<void> {
  common ??= loadCommon()
  const plain = password.normalize('NFKC').toLowerCase()
  const ownWords = person ? [person.name, person.email, person.email.split('@')[0] ?? ''] : []
  const isOwn = ownWords.some((word) => word.length > 3 && plain === word.toLowerCase())
  const isMonotone = new Set(plain).size < 3
  if (!isOwn && !isMonotone && !(await common).has(plain)) return
  const message = isOwn
    ? 'This is too easy to guess from your name or address.'
    : 'This is one of the passwords that are tried first. Please choose another.'
  throw new ApiProblem('password_too_common', [{ path, message }])
}

/** Loaded when first needed: a shopper who only looks costs none of it. */
async function loadCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set((dictionary['passwords-common'] as string[]).filter((entry) => entry.length >= 8))
}
