import { createContext, useContext } from 'react'
import { CART_FIELD } from './cart-field-names.ts'

/** The id of the cart that the page shows. */
export const CartIdContext = createContext('')

/** In every form of the cart. */
export const CartField = () => <input type="hidden" name={CART_FIELD} value={useContext(CartIdContext)} />
