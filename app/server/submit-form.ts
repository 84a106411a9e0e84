/**
 * The one way in which a form reaches the API: its fields are checked with the API's own schema, sent, and a refusal
 * comes back as the same page with what was typed and what is wrong. Fields are named by the contract's paths.
 */
import { type AppLoadContext, data, redirect } from '@remix-run/cloudflare'
import type * as z from 'zod'
import { FORM_FIELD, type FormErrors, type FormState, isObject } from '../ui/form-state.ts'
import { isApiFailure } from './api.ts'
import { errorsOf, type FieldOfCode, firstOfEach } from './form-errors.ts'
import { sealSecrets } from './kept-secrets.ts'
import { isFault } from './page-error.ts'
import { endedElsewhere } from './session.ts'

interface Visit {
  context: AppLoadContext
  request: Request
}

export interface Submission<T extends z.ZodType, R> {
  schema: T
  send: (body: z.infer<T>) => Promise<R>
  /** Where the fields are not the body as it is. */
  body?: unknown
  fieldOfCode?: FieldOfCode
  /** What the form itself found wrong: an amount that is none. */
  problems?: Record<string, string>
  /** Where a field is not named as the contract names it. */
  fieldOf?: (path: string) => string
}

export type Refused = ReturnType<typeof refuse>
export type Submitted<R> = { outcome: 'done'; answer: R } | { outcome: 'refused'; page: Refused }

export async function submitForm<T extends z.ZodType, R>(
  visit: Visit,
  form: FormData,
  { schema, send, body = bodyOf(form), fieldOfCode, problems = {}, fieldOf = (path) => path }: Submission<T, R>,
): Promise<Submitted<R>> {
  const parsed = schema.safeParse(body)
  if (!parsed.success || Object.keys(problems).length > 0) {
    const issues = parsed.error?.issues ?? []
    const details = issues.map(({ path, message }) => ({ path: fieldOf(path.join('.')), message }))
    const fields = { ...firstOfEach(details), ...problems }
    return { outcome: 'refused', page: await refuseKeeping(visit, form, { message: null, fields }, 422) }
  }
  try {
    return { outcome: 'done', answer: await send(parsed.data) }
  } catch (error) {
    if (!isApiFailure(error) || isFault(error)) throw error
    if (error.code === 'unauthorized') throw endedElsewhere(visit.context, visit.request)
    // With details it is about something in the form, such as another person; without it is about whoever asks.
    if (error.code === 'mfa_required' && error.details.length === 0) throw redirect(TWO_STEP_NEEDED, 303)
    const { message, fields } = errorsOf(error, fieldOfCode)
    const named = Object.fromEntries(Object.entries(fields).map(([path, text]) => [fieldOf(path), text]))
    if (WRONG_PASSWORD.has(error.code) && Object.keys(named).length === 0) {
      return { outcome: 'refused', page: refuse(form, { message, fields: named }, error.status) }
    }
    return { outcome: 'refused', page: await refuseKeeping(visit, form, { message, fields: named }, error.status) }
  }
}

/** The two-step page, with words on why somebody is there. */
export const TWO_STEP_NEEDED = '/dashboard/account/two-step?needed'

/** The same page again. */
export const refuse = (form: FormData, errors: FormErrors, status = 422, kept?: Record<string, string>) =>
  data<FormState>({ form: formName(form), values: typedValues(form), ...errors, ...(kept ? { kept } : {}) }, { status })

/** Of no field in particular, and yet the password may be what is wrong: it is typed anew. */
const WRONG_PASSWORD: ReadonlySet<string> = new Set(['credentials_invalid', 'password_wrong'])

/** The same page again, with a password that was typed: another field is wrong. */
async function refuseKeeping({ context }: Visit, form: FormData, errors: FormErrors, status: number) {
  const kept = await sealSecrets(context.env, form, Object.keys(errors.fields))
  return refuse(form, errors, status, Object.keys(kept).length > 0 ? kept : undefined)
}

export const formName = (form: FormData): string => String(form.get(FORM_FIELD) ?? '')

/** `store.name=Harbour` is `{ store: { name: 'Harbour' } }`. A path that runs through a text is a forged form. */
export function bodyOf(form: FormData): Record<string, unknown> {
  const body: Record<string, unknown> = Object.create(null)
  for (const [name, value] of form) {
    if (name === FORM_FIELD || typeof value !== 'string') continue
    const path = name.split('.')
    const last = path.pop() ?? name
    let place = body
    for (const part of path) place = within(place, part)
    place[last] = value
  }
  return body
}

function within(place: Record<string, unknown>, part: string): Record<string, unknown> {
  const found = place[part]
  const inner: Record<string, unknown> = isObject(found) ? found : Object.create(null)
  place[part] = inner
  return inner
}

/** A postal code is none. */
const SECRET = /password|secret|token|(^|\.)code$/

function typedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {}
  for (const name of new Set(form.keys())) {
    if (name === FORM_FIELD || SECRET.test(name)) continue
    values[name] = form
      .getAll(name)
      .filter((value) => typeof value === 'string')
      .join('\n')
  }
  return values
}
