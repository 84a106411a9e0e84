/** What a script adds to pages that are complete without it. Each part looks for its own markup and does nothing else. */
import { enhanceAddress } from './address.ts'
import { enhanceBuyBox } from './buy-box.ts'
import { showCartCount } from './cart-count.ts'
import { enhanceCheckout } from './checkout.ts'
import { enhanceFilters } from './filter-sheet.ts'
import { enhanceForms } from './forms.ts'
import { enhanceGallery } from './gallery.ts'
import { enhanceMenus } from './menus.ts'
import { waitForPayment } from './wait-for-payment.ts'

document.documentElement.classList.add('js')
showCartCount()
enhanceForms()
enhanceMenus()
enhanceFilters()
enhanceGallery()
enhanceBuyBox()
enhanceAddress()
enhanceCheckout()
waitForPayment()

// A page that comes back from the browser's own cache shows the cart as it was then.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) showCartCount()
})
