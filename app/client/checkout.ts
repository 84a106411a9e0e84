import { renewAddress } from './address.ts'

/** Counts the total anew when a choice that may change it is made, without losing a letter of what was typed. */
const CHANGES_TOTAL = ['shipping_rate_id', 'country', 'region', 'postal_code']
/** They say that there is an address, which makes an estimate the total. */
const ENDS_ESTIMATE = ['line1', 'city']

export function enhanceCheckout(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-checkout]')
  if (!form) return
  form.addEventListener('change', ({ target }) => {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement
    if (!isField) return
    const isEstimate = form.querySelector('[data-total-open]') !== null
    const isAsked = CHANGES_TOTAL.includes(target.name) || (isEstimate && ENDS_ESTIMATE.includes(target.name))
    if (isAsked) void countAnew(form, target)
  })
}

let latest = 0

async function countAnew(form: HTMLFormElement, changed: Node): Promise<void> {
  const turn = ++latest
  const sum = form.querySelector<HTMLElement>('[data-checkout-sum]')
  sum?.setAttribute('aria-busy', 'true')
  try {
    const fields = new FormData(form)
    fields.set('update', 'true')
    const response = await fetch(form.action, { method: 'POST', body: fields })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    if (turn !== latest) return
    // The delivery option is not offered any more: the page itself has to change, with all that was typed.
    if (response.status === 422) return form.requestSubmit(form.querySelector<HTMLElement>('button[name="update"]'))
    // For the moment it cannot be counted: nothing that was typed is lost, and paying by the old total would be refused.
    if (response.status === 429 || response.status === 503) return
    // A cart that is gone or bought has a page of its own, which says so.
    if (!response.ok || !page.querySelector('[data-checkout-sum]'))
      return location.assign(response.redirected ? response.url : '/checkout')
    showCounted(form, page, changed)
  } catch {
    // Off line: the old total stays, and paying by it would be refused as changed.
  } finally {
    if (turn === latest) sum?.removeAttribute('aria-busy')
  }
}

/** What depends on the choice, except where it was made: nobody's field is taken away. */
function showCounted(form: HTMLFormElement, page: Document, changed: Node): void {
  renewAddress(form, page)
  for (const part of form.querySelectorAll<HTMLElement>('[data-counted]')) {
    const counted = page.querySelector(`[data-counted="${part.dataset.counted}"]`)
    if (!counted || part.contains(changed)) continue
    // The same fields as before keep what was typed into them meanwhile.
    if (part.dataset.counted === 'recipient' && asksTheSame(part, counted)) continue
    const focused = part.contains(document.activeElement) ? document.activeElement : null
    const chosen = [...part.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')]
    part.replaceChildren(...counted.childNodes)
    keepChoices(part, chosen)
    if (focused instanceof HTMLInputElement) sameField(part, focused)?.focus()
  }
}

/** What was chosen while the answer was on its way stays chosen, if it is still offered. */
function keepChoices(part: HTMLElement, chosen: readonly HTMLInputElement[]): void {
  for (const { name, value } of chosen) {
    const offered = [...part.querySelectorAll('input')].find((field) => field.name === name && field.value === value)
    if (offered) offered.checked = true
  }
}

const sameField = (part: HTMLElement, { name, value }: HTMLInputElement): HTMLInputElement | undefined => {
  const named = [...part.querySelectorAll('input')].filter((field) => field.name === name)
  return named.find((field) => field.value === value) ?? named.find((field) => field.checked) ?? named[0]
}

const asksTheSame = (one: Element, other: Element): boolean =>
  (one.querySelector('select') === null) === (other.querySelector('select') === null)
