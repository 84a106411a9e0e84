/** In the forms of cart and checkout: the cart that the page shows, so that a tab which was left open changes no other. */
export const CART_FIELD = 'cart_id'
