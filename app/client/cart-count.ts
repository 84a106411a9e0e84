/** Pages may come from a cache that all share, so the number beside the cart is read from its cookie. */
export function showCartCount(): void {
  const place = document.querySelector<HTMLElement>('[data-cart-count]')
  if (!place) return
  const count = Number(/(?:^|;\s*)cart_count=(\d{1,5})(?:;|$)/.exec(document.cookie)?.[1] ?? 0)
  if (String(count) === place.dataset.cartCount) return
  place.dataset.cartCount = String(count)
  if (count === 0) {
    place.replaceChildren()
    return
  }
  const unit = document.createElement('span')
  unit.className = 'visually-hidden'
  unit.textContent = count === 1 ? ' item' : ' items'
  place.replaceChildren(String(count), unit)
}
