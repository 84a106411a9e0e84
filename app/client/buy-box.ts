/** Keeps price, stock, picture and "sold out" in step with the options chosen, and with what others buy meanwhile. */
import type { LiveStock } from '#contract/inventory.ts'
import type { BuyBoxData } from '../storefront/product/buy-box-data.ts'
import { stockText } from '../storefront/product/choose-variant.ts'
import { priceWords } from '../storefront/product/price-words.ts'
import { offerToTell } from './back-in-stock.ts'
import { enhanceBuyBar } from './buy-bar.ts'
import { showPicture } from './gallery.ts'
import { listenToStock } from './live-stock.ts'

type Variant = BuyBoxData['variants'][number]

export function enhanceBuyBox(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-buy-box]')
  const block = document.getElementById('buy-box-data')
  if (!form || !block) return
  const { variants, live }: BuyBoxData = JSON.parse(block.textContent ?? '')
  const groups = [...form.querySelectorAll<HTMLElement>('.options')]
  const choose = () => chosenOf(groups, variants)

  const listener = listenToStock((stock) => {
    const variant = variants.find(({ id }) => id === stock.variant_id)
    if (!variant) return
    Object.assign(variant, { availability: stock.availability, stock: wordsOf(stock) })
    update()
  })

  const update = () => {
    const { chosen, fits, only } = choose()
    markSoldOut(groups, variants, chosen)
    if (only) showVariant(form, only)
    else if (!chosen.includes(null)) showNotMade(form)
    offerToTell(only ?? null)
    listener.follow(live && only ? live.before + only.id + live.after : null)
    return fits
  }

  form.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return
    const group = event.target.closest('.options')
    group?.classList.remove('options--missing')
    group?.querySelector('.field-error')?.remove()
    showPictureOf(update(), variants)
  })
  // Each press of the button has a name of its own, so that the same press, sent twice, adds once.
  form.addEventListener('formdata', ({ formData }) => formData.set('add_key', randomKey()))
  enhanceBuyBar(form, groups)
  const fits = update()
  if (choose().chosen.some(Boolean)) showPictureOf(fits, variants)
}

interface Choice {
  chosen: (string | null)[]
  fits: Variant[]
  only: Variant | undefined
}

function chosenOf(groups: HTMLElement[], variants: Variant[]): Choice {
  const chosen = groups.map((group) => group.querySelector<HTMLInputElement>('input:checked')?.value ?? null)
  const fits = variants.filter(({ options }) =>
    chosen.every((value, index) => value === null || options[index] === value),
  )
  return { chosen, fits, only: chosen.includes(null) ? undefined : fits[0] }
}

const wordsOf = ({ availability, available }: LiveStock): string =>
  stockText({ availability: availability as Parameters<typeof stockText>[0]['availability'], available })

const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

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
function showPictureOf(fits: Variant[], all: Variant[]): void {
  const picture = fits[0]?.picture ?? null
  if (picture === null || all.every((variant) => variant.picture === picture)) return
  if (fits.every((variant) => variant.picture === picture)) showPicture(picture)
}

function showVariant(form: HTMLFormElement, variant: Variant): void {
  for (const place of document.querySelectorAll('[data-price]')) place.replaceChildren(priceElement(variant))
  const unitPrice = document.querySelector('[data-unit-price]')
  if (unitPrice) unitPrice.textContent = variant.unitPrice ?? ''
  const tiers = variant.tiers.map((text) => element('li', '', text))
  document.querySelector('[data-tiers]')?.replaceChildren(...tiers)
  showStock(form, variant.stock, variant.availability)
}

const showNotMade = (form: HTMLFormElement) => showStock(form, 'Not made in this combination', 'sold_out')

function showStock(form: HTMLFormElement, text: string, availability: string): void {
  const stock = form.querySelector<HTMLElement>('.stock')
  if (stock) {
    stock.dataset.stock = availability
    if (stock.textContent !== text) stock.textContent = text
  }
  const isSoldOut = availability === 'sold_out'
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-label]')) {
    button.disabled = isSoldOut
    button.textContent = isSoldOut ? 'Sold out' : (button.dataset.label ?? '')
  }
}

/** The same markup as components/price.tsx. */
function priceElement({ price, before, isOwn }: Variant): HTMLElement {
  const now = element('span', 'price__now', price)
  const whole = element('span', before ? 'price price--reduced' : 'price')
  if (!before) whole.replaceChildren(now)
  else {
    const words = priceWords(isOwn)
    whole.replaceChildren(
      element('span', words.className, `${words.now} `),
      now,
      element('span', 'visually-hidden', `, ${words.before} `),
      element('s', 'price__before', before),
    )
  }
  return whole
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
