/** Handles of forms that no action answers: they show a state that a real form has only after it was sent. */
import type { FieldHandle, FormHandle } from '../../ui/form.tsx'

interface Shown {
  values?: Record<string, string>
  errors?: Record<string, string>
  message?: string | null
}

export function madeUpForm(name: string, { values = {}, errors = {}, message = null }: Shown = {}): FormHandle {
  const idOf = (field: string) => `${name}-${field}`
  const value = (field: string) => values[field] ?? ''
  const error = (field: string): string | undefined => errors[field]
  const field = (named: string): FieldHandle => ({
    id: idOf(named),
    name: named,
    error: error(named),
    defaultValue: value(named),
  })
  const isRefused = message !== null || Object.keys(errors).length > 0
  return {
    name,
    state: isRefused ? { form: name, message, fields: errors, values } : null,
    names: () => Object.keys(values),
    value,
    error,
    idOf,
    field,
  }
}
