/** Counts the total anew when a choice that may change it is made, without losing a letter of what was typed. */
const CHANGES_TOTAL = ['shipping_rate_id', 'country']

export function enhanceCheckout(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-checkout]')
  if (!form) return
  form.addEventListener('change', ({ target }) => {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement
    if (isField && CHANGES_TOTAL.includes(target.name)) void countAnew(form)
  })
}

let latest = 0

async function countAnew(form: HTMLFormElement): Promise<void> {
  const turn = ++latest
  const sum = form.querySelector<HTMLElement>('[data-checkout-sum]')
  sum?.setAttribute('aria-busy', 'true')
  try {
    const fields = new FormData(form)
    fields.set('update', 'true')
    const response = await fetch(form.action, { method: 'POST', body: fields })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const counted = page.querySelector('[data-checkout-sum]')
    if (turn !== latest) return
    // The delivery option is not offered any more: the page itself has to change, with all that was typed.
    if (response.status === 422) return form.requestSubmit(form.querySelector<HTMLElement>('button[name="update"]'))
    // A cart that is gone or bought has a page of its own, which says so.
    if (!response.ok || !counted) return location.assign('/checkout')
    sum?.replaceChildren(...counted.children)
  } catch {
    // Off line: the old total stays, and paying by it would be refused as changed.
  } finally {
    if (turn === latest) sum?.removeAttribute('aria-busy')
  }
}
