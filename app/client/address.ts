/**
 * The fields of an address follow its country: the page is asked for them, and what was typed stays. The checkout asks for its page
 * itself, since the total follows too (`checkout.ts`).
 */
const FIELDS = '[data-address-fields]'

export function enhanceAddress(): void {
  for (const part of document.querySelectorAll('form:not([data-checkout]) [data-address]')) {
    const select = part.querySelector('select')
    select?.addEventListener('change', () => select.form && void renew(select.form))
  }
}

async function renew(form: HTMLFormElement): Promise<void> {
  try {
    const fields = new FormData(form)
    fields.set('update', 'country')
    const response = await fetch(form.action, { method: 'POST', body: fields })
    renewAddress(form, new DOMParser().parseFromString(await response.text(), 'text/html'))
  } catch {
    // Off line: the fields stay as they are, and the server takes them so.
  }
}

/**
 * Takes the fields of another country from the page that was made for it, if that country is still the chosen one: answers may come in
 * another order than they were asked for. Whoever is in a field stays in it.
 */
export function renewAddress(form: Element, page: Document): void {
  const [shown, made] = [form, page].map((place) => place.querySelector<HTMLElement>(FIELDS))
  if (!shown || !made || shown.dataset.addressFields === made.dataset.addressFields) return
  const chosen = form.querySelector('[data-address]')?.querySelector('select')?.value
  if (chosen !== made.dataset.addressFields) return
  const focused = shown.contains(document.activeElement) ? document.activeElement?.getAttribute('name') : null
  for (const field of made.querySelectorAll<HTMLInputElement>('input:not([type=hidden])')) {
    const typed = shown.querySelector<HTMLInputElement>(`input[name="${field.name}"]`)
    if (typed) field.value = typed.value // what was typed while the answer was on its way
  }
  shown.replaceWith(made)
  if (focused) made.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus()
}
