/**
 * A password that was typed into a form of which another field was wrong is not asked for again. It goes into the page
 * sealed: encrypted by us (JWE, A256GCM) for just this form and field, and for a quarter of an hour. So it is never in a page,
 * an address or a cache as it was typed, and the browser sends back what only we can open.
 */
import { EncryptJWT, jwtDecrypt } from 'jose'
import { edgeSecretOf } from '#contract/forwarded.ts'
import { FORM_FIELD, KEPT_SUFFIX } from '../ui/form-state.ts'
import type { AppEnv } from './load-context.ts'

const LIFE = '15m'
/** Codes work once or for half a minute, and tokens come back by themselves: only passwords are kept. */
const IS_PASSWORD = /password$/
/** Longer than any password can be, encrypted. */
const LONGEST_SEALED = 4_000

/** Puts what was kept where nothing was typed, so that actions find the form as it was meant. */
export async function openKeptSecrets(env: AppEnv, form: FormData): Promise<FormData> {
  const scope = scopeOf(form)
  for (const name of [...form.keys()].filter((key) => key.endsWith(KEPT_SUFFIX))) {
    const sealed = form.get(name)
    const field = name.slice(0, -KEPT_SUFFIX.length)
    form.delete(name)
    if (form.get(field) !== '' || typeof sealed !== 'string') continue
    const value = await open(env, sealed, `${scope} ${field}`)
    if (value !== null) form.set(field, value)
  }
  return form
}

/** By field: the passwords of a form that comes back, but those that are wrong themselves. */
export async function sealSecrets(
  env: AppEnv,
  form: FormData,
  wrong: readonly string[],
): Promise<Record<string, string>> {
  const scope = scopeOf(form)
  const kept = [...form].filter(([name, value]) => IS_PASSWORD.test(name) && !wrong.includes(name) && value !== '')
  const sealed = kept.map(async ([name, value]) => [name, await seal(env, String(value), `${scope} ${name}`)] as const)
  return Object.fromEntries(await Promise.all(sealed))
}

const scopeOf = (form: FormData) => String(form.get(FORM_FIELD) ?? '')

async function seal(env: AppEnv, value: string, audience: string): Promise<string> {
  const token = new EncryptJWT({ value }).setAudience(audience).setIssuedAt().setExpirationTime(LIFE)
  return token.setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(await keyOf(env))
}

async function open(env: AppEnv, sealed: string, audience: string): Promise<string | null> {
  if (sealed.length > LONGEST_SEALED) return null
  try {
    const { payload } = await jwtDecrypt(sealed, await keyOf(env), {
      audience,
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return typeof payload.value === 'string' ? payload.value : null
  } catch {
    return null // forged, of another form, or too old: the field is empty then, and asks again
  }
}

const keys = new Map<string, Promise<Uint8Array>>()

/** Of its own, derived from the secret that the Workers share (HKDF, RFC 5869). */
function keyOf(env: AppEnv): Promise<Uint8Array> {
  const secret = edgeSecretOf(env)
  if (!secret) throw new Error('EDGE_SECRET is not set')
  const known = keys.get(secret) ?? deriveKey(secret)
  keys.set(secret, known)
  return known
}

async function deriveKey(secret: string): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'HKDF', false, ['deriveBits'])
  const info = new TextEncoder().encode('kept-secrets-of-forms')
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    256,
  )
  return new Uint8Array(bits)
}
