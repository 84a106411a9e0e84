/**
 * On a phone the filters open as a sheet from below: a modal dialog, so that the focus stays in it and Escape closes it. It
 * says how many products would be left, and nothing changes before that button is pressed. Without a script, and on a
 * wider screen, the same fields stand in the page.
 */
const PHONE = '(max-width: 63.99rem)'
/** Typing is over. */
const PAUSE_MS = 250

export function enhanceFilters(): void {
  const details = document.querySelector<HTMLDetailsElement>('details[data-filters]')
  const fields = details?.querySelector<HTMLElement>('[data-filter-fields]')
  const form = details?.closest('form')
  if (!details || !fields || !form || !('HTMLDialogElement' in window)) return
  const sheet = makeSheet(details)
  form.appendChild(sheet.dialog) // the fields stay the form's
  const summary = details.querySelector('summary')

  summary?.addEventListener('click', (event) => {
    if (!matchMedia(PHONE).matches) return
    event.preventDefault()
    sheet.place.appendChild(fields)
    sheet.say(Number(details.dataset.total))
    sheet.dialog.showModal()
  })
  const count = countOf(form, sheet.say)
  sheet.dialog.addEventListener('input', count.later)
  // Back from the list that was applied, by the browser's own cache.
  window.addEventListener('pageshow', ({ persisted }) => persisted && sheet.dialog.close())
  sheet.dialog.addEventListener('close', () => {
    count.stop()
    form.reset() // what was not applied does not stand
    details.appendChild(fields)
    summary?.focus()
  })
}

interface Sheet {
  dialog: HTMLDialogElement
  /** Where the fields go. */
  place: HTMLElement
  say: (total: number | null) => void
}

function makeSheet({ dataset }: HTMLDetailsElement): Sheet {
  const dialog = document.createElement('dialog')
  dialog.className = 'sheet'
  dialog.setAttribute('aria-labelledby', 'sheet-title')
  const close = element('button', 'icon-button', '×')
  close.type = 'button'
  close.setAttribute('aria-label', 'Close')
  close.addEventListener('click', () => dialog.close())
  const title = element('h2', '', 'Filter')
  title.id = 'sheet-title'
  const head = element('div', 'sheet__head')
  head.replaceChildren(title, close)
  const place = element('div', 'sheet__fields')
  const clear = element('a', 'button button--quiet', 'Clear all')
  clear.href = dataset.clear ?? ''
  const apply = element('button', 'button', '')
  apply.type = 'submit'
  const foot = element('div', 'sheet__foot')
  foot.replaceChildren(clear, apply)
  dialog.replaceChildren(head, place, foot)
  // The ground behind it is the dialog's own, outside of all that is in it.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
  const say = (total: number | null) => {
    apply.textContent = total === null ? 'Show products' : total === 1 ? 'Show 1 product' : `Show ${total} products`
  }
  return { dialog, place, say }
}

/** How many would be left, as the page itself says: asked for once typing pauses, the last answer counts. */
function countOf(form: HTMLFormElement, say: Sheet['say']): { later: () => void; stop: () => void } {
  let timer = 0
  let asking = new AbortController()
  const ask = async () => {
    asking = new AbortController()
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value) query.set(name, value)
    try {
      const response = await fetch(`${form.action}?${query}`, { signal: asking.signal })
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const total = page.querySelector<HTMLElement>('[data-filters]')?.dataset.total
      say(response.ok && total !== undefined ? Number(total) : null)
    } catch {
      if (!asking.signal.aborted) say(null) // off line: the button still works, or says why not
    }
  }
  const stop = () => {
    clearTimeout(timer)
    asking.abort()
  }
  return {
    stop,
    later: () => {
      stop()
      timer = window.setTimeout(ask, PAUSE_MS)
    },
  }
}

function element<Name extends 'a' | 'button' | 'div' | 'h2'>(name: Name, className: string, text = '') {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}
