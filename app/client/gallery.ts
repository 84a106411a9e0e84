/** Thumbnails move the strip without moving the page, and show which picture is in sight. */
export function enhanceGallery(): void {
  const gallery = document.querySelector<HTMLElement>('[data-gallery]')
  const strip = gallery?.querySelector<HTMLElement>('.gallery__strip')
  if (!gallery || !strip) return
  const links = [...gallery.querySelectorAll<HTMLAnchorElement>('.gallery__thumbnails a')]
  for (const [index, link] of links.entries()) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      showPicture(index, glideOrJump())
    })
  }
  const mark = (index: number) => {
    for (const [at, link] of links.entries()) {
      if (at === index) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }
  mark(0)
  const seen = new IntersectionObserver(
    (entries) => {
      const visible = entries.find((entry) => entry.isIntersecting)
      if (visible) mark([...strip.children].indexOf(visible.target))
    },
    { root: strip, threshold: 0.6 },
  )
  for (const slide of strip.children) seen.observe(slide)
}

/** What a script scrolls obeys no stylesheet: who wants less motion is asked for here. */
const glideOrJump = (): ScrollBehavior =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'

/** A new choice shows its picture at once; a thumbnail glides to its own. */
export function showPicture(index: number, behavior: ScrollBehavior = 'instant'): void {
  const strip = document.querySelector<HTMLElement>('[data-gallery] .gallery__strip')
  const slide = strip?.children[index]
  if (!strip || !(slide instanceof HTMLElement)) return
  strip.scrollTo({ left: slide.offsetLeft - strip.offsetLeft, behavior })
}
