/** The bar at the foot of a phone: there while the button that buys is out of sight. CSS leaves it out of wider screens. */
export function enhanceBuyBar(form: HTMLFormElement, groups: readonly HTMLElement[]): void {
  const bar = document.querySelector<HTMLElement>('[data-buy-bar]')
  const button = form.querySelector<HTMLElement>('button[data-label]')
  if (!bar || !button) return
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry?.isIntersecting ?? true
  }).observe(button)
  // An option that is not chosen yet is asked for where it is, not on another page.
  bar.querySelector('button')?.addEventListener('click', (event) => {
    const open = groups.find((group) => !group.querySelector('input:checked'))
    if (!open) return
    event.preventDefault()
    open.scrollIntoView({ block: 'center' })
    open.querySelector('input')?.focus({ preventScroll: true })
  })
}
