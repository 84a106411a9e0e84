/** Small manners of forms: sent once, sent when a choice is made, focus where the problem is. */
import './send-once.ts'

export function enhanceForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-submit-on-change]')) submitOnChange(form)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-update-when-changed]')) showUpdate(form)
  const zone = document.querySelector<HTMLInputElement>('[data-time-zone]')
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  document.querySelector<HTMLElement>('[data-focus-first], .options--missing input')?.focus()
}

/** Choices act at once; text waits for Enter or the button, so that nobody is interrupted while typing. */
function submitOnChange(form: HTMLFormElement): void {
  form.addEventListener('change', (event) => {
    const { target } = event
    if (target instanceof Element && target.closest('dialog')) return // it has a button of its own
    const isChoice =
      target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type === 'checkbox')
    if (isChoice) form.requestSubmit()
  })
  // Empty fields would only make the address long.
  form.addEventListener('formdata', ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === '') formData.delete(name)
  })
}

/** "Update" appears once there is something to update. */
function showUpdate(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[type="number"]')
  field?.addEventListener('input', () => form.classList.toggle('is-changed', field.value !== field.defaultValue))
}
