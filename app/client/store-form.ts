/**
 * Helps with the form that opens a store: an address after its name, whether that is free, and the country's currency. What
 * somebody has typed or chosen themselves stays. The form is complete without it.
 */
interface AddressState {
  address: string
  state: 'free' | 'taken' | 'invalid'
  problem: string | null
  instead: string | null
}

const PAUSE_MS = 400

export function enhanceStoreForm(form: HTMLFormElement): void {
  const address = form.querySelector<HTMLInputElement>('input[data-store-address]')
  const name = form.querySelector<HTMLInputElement>('input[data-store-name]')
  const told = form.querySelector<HTMLElement>('[data-address-state]')
  if (address && name && told) suggestAddress({ address, name, told })
  suggestCurrency(form)
}

interface AddressParts {
  address: HTMLInputElement
  name: HTMLInputElement
  told: HTMLElement
}

function suggestAddress({ address, name, told }: AddressParts): void {
  let suggested = address.value === '' ? '' : null
  const show = async (query: Record<string, string>, isSuggestion: boolean) => {
    const answer = await ask(query)
    if (!answer) return
    if (isSuggestion && address.value === suggested && answer.address !== '') {
      suggested = answer.address
      address.value = answer.address
    }
    if (address.value === answer.address) told.textContent = textOf(answer, told.dataset.addressState ?? '')
  }
  const later = debounced()
  name.addEventListener('input', () => {
    if (address.value !== suggested) return
    later(() => show({ name: name.value }, true))
  })
  address.addEventListener('input', () => {
    told.textContent = ''
    if (address.value !== '') later(() => show({ address: address.value.trim() }, false))
  })
}

async function ask(query: Record<string, string>): Promise<AddressState | null> {
  try {
    const response = await fetch(`/sign-up/address?${new URLSearchParams(query)}`)
    return response.ok ? ((await response.json()) as AddressState) : null
  } catch {
    return null // nothing is said then; the form tells when it is sent
  }
}

function textOf({ address, state, problem, instead }: AddressState, host: string): string {
  if (state === 'free') return `${address}.${host} is available.`
  if (state === 'taken') return instead ? `Taken. ${instead} is available.` : 'Taken. Choose another.'
  return problem ?? ''
}

function debounced(): (work: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (work) => {
    clearTimeout(timer)
    timer = setTimeout(work, PAUSE_MS)
  }
}

/** Follows the country for as long as nobody has chosen a currency. */
function suggestCurrency(form: HTMLFormElement): void {
  const country = form.querySelector('select[data-store-country]')
  const currency = form.querySelector('select[data-store-currency]')
  if (!(country instanceof HTMLSelectElement && currency instanceof HTMLSelectElement)) return
  let isChosen = false
  currency.addEventListener('change', () => {
    isChosen = true
  })
  country.addEventListener('change', () => {
    const ofCountry = country.selectedOptions[0]?.dataset.currency
    if (!isChosen && ofCountry) currency.value = ofCountry
  })
}
