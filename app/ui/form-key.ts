/**
 * One key per form that was shown, so that a double press is one change. The API keeps no refusal, so a corrected form may
 * come with the same key.
 */
import { FORM_KEY } from './form-state.ts'

/** For loaders of pages with such a form. */
export const newFormKey = (): string => crypto.randomUUID()

/** As the API takes it. A form without one is a change of its own. */
export const keyHeader = (form: FormData): Record<string, string> => {
  const sent = String(form.get(FORM_KEY) ?? '')
  return { 'idempotency-key': /^[\w-]{16,80}$/.test(sent) ? sent : crypto.randomUUID() }
}
