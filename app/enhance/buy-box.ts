/** Keeps price, stock, picture and "sold out" in step with the options chosen. All texts come from the page. */
import type { BuyBoxData } from '../lib/buy-box-data.ts'
import { showPicture } from './gallery.ts'

type Variant = BuyBoxData['variants'][number]

export function enhanceBuyBox(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-buy-box]')
  const block = document.getElementById('buy-box-data')
  if (!form || !block) return
  const { variants }: BuyBoxData = JSON.parse(block.textContent ?? '')
  const groups = [...form.querySelectorAll<HTMLElement>('.options')]

  const update = () => {
    const chosen = groups.map((group) => group.querySelector<HTMLInputElement>('input:checked')?.value ?? null)
    markSoldOut(groups, variants, chosen)
    const fits = variants.filter((variant) =>
      chosen.every((value, index) => value === null || variant.options[index] === value),
    )
    const only = chosen.includes(null) ? undefined : fits[0]
    if (only) showVariant(form, only)
    else if (!chosen.includes(null)) showNotMade(form)
    const picture = chosen.some(Boolean) ? pictureOf(fits, variants) : null
    if (picture !== null) showPicture(picture)
  }

  form.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return
    const group = event.target.closest('.options')
    group?.classList.remove('options--missing')
    group?.querySelector('.field-error')?.remove()
    update()
  })
  update()
}

/** A value is sold out when no variant that has it, and all else that is chosen, can be bought. */
function markSoldOut(groups: HTMLElement[], variants: Variant[], chosen: (string | null)[]): void {
  for (const [index, group] of groups.entries()) {
    for (const input of group.querySelectorAll<HTMLInputElement>('input')) {
      const canBuy = variants.some(
        ({ availability, options }) =>
          availability !== 'sold_out' &&
          options.every((value, at) =>
            at === index ? value === input.value : chosen[at] === null || chosen[at] === value,
          ),
      )
      const note = input.closest('.option')?.querySelector<HTMLElement>('[data-sold-out-note]')
      if (note) note.hidden = canBuy
    }
  }
}

/** The picture that all of them share, unless every variant does: then it says nothing about the choice. */
function pictureOf(fits: Variant[], all: Variant[]): number | null {
  const picture = fits[0]?.picture ?? null
  if (picture === null || all.every((variant) => variant.picture === picture)) return null
  return fits.every((variant) => variant.picture === picture) ? picture : null
}

function showVariant(form: HTMLFormElement, variant: Variant): void {
  const place = document.querySelector('[data-price]')
  place?.replaceChildren(priceElement(variant))
  showStock(form, variant.stock, variant.availability)
}

const showNotMade = (form: HTMLFormElement) => showStock(form, 'Not made in this combination', 'sold_out')

function showStock(form: HTMLFormElement, text: string, availability: string): void {
  const stock = form.querySelector<HTMLElement>('.stock')
  if (stock) {
    stock.dataset.stock = availability
    if (stock.textContent !== text) stock.textContent = text
  }
  const button = form.querySelector<HTMLButtonElement>('button[data-label]')
  if (!button) return
  const isSoldOut = availability === 'sold_out'
  button.disabled = isSoldOut
  button.textContent = isSoldOut ? 'Sold out' : (button.dataset.label ?? '')
}

/** The same markup as components/price.tsx. */
function priceElement({ price, before }: Variant): HTMLElement {
  const now = element('span', 'price__now', price)
  const whole = element('span', before ? 'price price--reduced' : 'price')
  if (!before) whole.replaceChildren(now)
  else {
    const hidden = (text: string) => element('span', 'visually-hidden', text)
    whole.replaceChildren(hidden('Now '), now, hidden(', before '), element('s', 'price__before', before))
  }
  return whole
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
