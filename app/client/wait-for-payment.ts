/** Asks how the payment stands, and follows to wherever the answer is. Without a script the page reloads itself. */
const EVERY_MS = 1500

export function waitForPayment(): void {
  if (!document.querySelector('[data-wait-for-payment]')) return
  const ask = async () => {
    const response = await fetch('/checkout?confirming').catch(() => null)
    const isStillWaiting = !response?.ok || (await response.text()).includes('data-wait-for-payment')
    // The redirect to the order has cleared the cart's cookie, so its own address is the only way there.
    if (isStillWaiting) setTimeout(ask, EVERY_MS)
    else location.assign(response.url)
  }
  setTimeout(ask, EVERY_MS)
}
