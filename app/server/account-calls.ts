/** What a customer's account asks of its store, one line per call; paths and shapes are the contract's. */
import type * as z from 'zod'
import { NewCart } from '#contract/cart.ts'
import {
  Customer,
  CustomerAddress,
  CustomerAddresses,
  CustomerExport,
  Erased,
  OrderSummaries,
  type SaveAddress,
  type UpdateCustomer,
} from '#contract/customer.ts'
import {
  CheckMail,
  type CustomerSignUp,
  Done,
  type LogIn,
  PasswordWasReset,
  Sessions,
  SignedIn,
  SignUpConfirmed,
  SignUpStarted,
} from '#contract/identity.ts'
import { Order } from '#contract/order.ts'
import type { Api } from './api.ts'
import type { CartRef } from './storefront-client.ts'

/** `store` is the store's own path. */
export function createAccountCalls(api: Api, store: string) {
  const auth = `${store}/auth`
  const own = `${store}/account`
  const post = <T extends z.ZodType>(path: string, data: T, body?: unknown) => api.send('POST', path, data, { body })
  const sessionPath = (id: string) => `${own}/sessions/${encodeURIComponent(id)}`
  const addressPath = (id: string) => `${own}/addresses/${encodeURIComponent(id)}`

  return {
    signUp: (body: CustomerSignUp) => post(`${auth}/sign-up`, SignUpStarted, body),
    confirm: (body: { token: string; proof: string | null }) => post(`${auth}/sign-up/confirm`, SignUpConfirmed, body),
    /** Customers have no second step. */
    logIn: (body: LogIn) => post(`${auth}/log-in`, SignedIn, body),
    logOut: () => post(`${auth}/log-out`, Done),
    forgotPassword: (email: string) => post(`${auth}/password/forgot`, CheckMail, { email }),
    resetPassword: (body: { token: string; password: string }) =>
      post(`${auth}/password/reset`, PasswordWasReset, body),

    customer: () => api.get(own, Customer),
    update: (body: z.infer<typeof UpdateCustomer>) => api.send('PATCH', own, Customer, { body }),
    changePassword: (body: { current_password: string | null; new_password: string }) =>
      post(`${own}/password`, Done, body),

    sessions: () => api.get(`${own}/sessions`, Sessions).then(({ items }) => items),
    endSession: (id: string) => api.send('DELETE', sessionPath(id), Done),
    endOtherSessions: () => api.send('DELETE', `${own}/sessions`, Done),

    addresses: () => api.get(`${own}/addresses`, CustomerAddresses).then(({ items }) => items),
    /** The key makes a second click the same address. */
    addAddress: (body: z.infer<typeof SaveAddress>, key: string) =>
      api.send('POST', `${own}/addresses`, CustomerAddress, { body, headers: { 'idempotency-key': key } }),
    changeAddress: (id: string, body: z.infer<typeof SaveAddress>) =>
      api.send('PUT', addressPath(id), CustomerAddress, { body }),
    removeAddress: (id: string) => api.send('DELETE', addressPath(id), Done),

    orders: (page: number, perPage: number) =>
      api.get(`${own}/orders?page=${page}&per_page=${perPage}`, OrderSummaries),
    order: (number: string) => api.get(`${own}/orders/${encodeURIComponent(number)}`, Order),

    /** The cart that a guest has filled becomes the customer's, or a part of theirs; without one, theirs is given. */
    claimCart: (guest: CartRef | null, currency?: string) =>
      post(`${own}/cart`, NewCart, { ...(guest && { cart_id: guest.cartId, token: guest.token }), currency }),

    export: () => api.get(`${own}/export`, CustomerExport),
    deactivate: (password: string | null) => post(`${own}/deactivate`, Done, { password }),
    erase: (password: string | null) => post(`${own}/erase`, Erased, { password }),
  }
}
