/** A form that was refused, as its page shows it again. Also runs in browsers, so it knows nothing of the API. */
export interface FormErrors {
  message: string | null
  /** By field; the contract's dotted paths (`store.slug`) are the names of the fields. */
  fields: Record<string, string>
}

export interface FormState extends FormErrors {
  /** Which of a page's forms this is about. */
  form: string
  /** What was typed; several of one name are joined by line breaks. Never a secret. */
  values: Record<string, string>
  /** Passwords that were typed, sealed (`kept-secrets.ts`), by field. */
  kept?: Record<string, string>
}

/** The hidden field beside a password that has its sealed value. */
export const KEPT_SUFFIX = '_kept'

/** The hidden field that says which form of a page was sent. */
export const FORM_FIELD = 'form'

/** The hidden field with the key that makes two sendings of a form one change. */
export const FORM_KEY = 'form_key'

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

export const isFormState = (value: unknown): value is FormState =>
  isObject(value) && typeof value.form === 'string' && isObject(value.fields) && isObject(value.values)
