/**
 * A form is sent once: a second press before the page that answers is there does nothing. The server takes two for one
 * where it matters; this spares a refusal of the second. Pages that Remix's client runs on have it as a script in the page
 * itself, at work long before the client is.
 */
addEventListener(
  'submit',
  (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !('once' in form.dataset)) return
    if ('sent' in form.dataset) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    form.dataset.sent = ''
    form.setAttribute('aria-busy', 'true')
  },
  { capture: true }, // before React, which listens to the document
)

// A page that comes back from the browser's own cache has been answered.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
    delete form.dataset.sent
    form.removeAttribute('aria-busy')
  }
})

export {}
