/**
 * Every error that the API answers with: its stable code, HTTP status and default words. A code is never renamed;
 * clients switch on it. The words may change and are safe to show to a person.
 */
import * as z from 'zod'

export const ERRORS = {
  bad_json: [400, 'The request body is not valid JSON.'],
  validation_failed: [422, 'Some fields are missing or not valid.'],
  unauthorized: [401, 'This needs a valid access token or API key.'],
  credentials_invalid: [401, 'The e-mail address and the password do not belong together.'],
  code_invalid: [401, 'The code is not valid. Codes change every 30 seconds, and each works once.'],
  challenge_invalid: [401, 'The log-in took too long. Please start again.'],
  refresh_token_invalid: [401, 'The session has ended. Please log in again.'],
  session_reused: [401, 'The session was ended, because its token was used twice. Please log in again.'],
  link_invalid: [401, 'This link has been used or has expired.'],
  oauth_state_invalid: [401, 'The log-in took too long or began in another browser. Please start again.'],
  oauth_failed: [401, 'The log-in at the other service did not succeed.'],
  admin_secret_invalid: [401, 'The secret is not valid.'],
  forbidden: [403, 'You do not have the right to do this.'],
  mfa_required: [403, 'This needs two-step verification.'],
  password_wrong: [403, 'The current password is not right.'],
  csrf_failed: [403, 'The request did not come from this site.'],
  oauth_email_unverified: [403, 'The other service has not verified your e-mail address.'],
  tenant_suspended: [403, 'This business is suspended.'],
  cart_token_invalid: [401, 'The cart token is missing, forged or expired.'],
  payment_declined: [402, 'The payment was declined. Nothing was charged.'],
  not_found: [404, 'There is nothing at this address.'],
  tenant_not_found: [404, 'There is no such business.'],
  member_not_found: [404, 'There is no such member.'],
  invitation_not_found: [404, 'There is no such invitation.'],
  session_not_found: [404, 'There is no such session.'],
  api_key_not_found: [404, 'There is no such API key.'],
  domain_not_found: [404, 'There is no such domain.'],
  address_not_found: [404, 'There is no such address.'],
  user_not_found: [404, 'There is no such person.'],
  oauth_provider_not_found: [404, 'That way to log in is not offered.'],
  store_not_found: [404, 'There is no such store.'],
  store_suspended: [403, 'This store is not open at the moment.'],
  product_not_found: [404, 'There is no such product.'],
  category_not_found: [404, 'There is no such category.'],
  variant_not_found: [404, 'There is no such variant in this store.'],
  cart_not_found: [404, 'This cart does not exist any more.'],
  cart_line_not_found: [404, 'There is no such line in this cart.'],
  order_not_found: [404, 'There is no such order.'],
  import_not_found: [404, 'There is no such import.'],
  image_not_found: [404, 'There is no such image.'],
  cart_empty: [409, 'The cart is empty.'],
  cart_completed: [409, 'This cart has already become an order.'],
  checkout_in_progress: [409, 'This cart is being checked out.'],
  checkout_undone: [409, 'The checkout was undone and any payment refunded. The cart is as it was.'],
  cart_limit_reached: [409, 'The cart cannot hold more lines.'],
  insufficient_stock: [409, 'There is not enough stock.'],
  variant_unavailable: [409, 'Something in the cart is not sold any more.'],
  price_changed: [409, 'The total has changed since it was shown. Please look at it again.'],
  slug_taken: [409, 'This address is taken.'],
  domain_taken: [409, 'This domain is taken.'],
  domain_unverified: [409, 'The DNS record was not found yet. New records can take an hour to be seen.'],
  api_key_name_taken: [409, 'An API key has this name already.'],
  already_member: [409, 'This person is a member already.'],
  owner_required: [409, 'A business has exactly one owner. Transfer the ownership first.'],
  admin_required: [409, 'The platform needs an administrator. Make somebody else one first.'],
  mfa_enabled: [409, 'Two-step verification is on already.'],
  mfa_not_enabled: [409, 'Two-step verification is not on.'],
  admin_exists: [409, 'The first administrator exists already.'],
  limit_reached: [409, 'There are as many of these as there can be.'],
  idempotency_in_flight: [409, 'A request with this Idempotency-Key is still running.'],
  body_too_large: [413, 'The request body is larger than this endpoint accepts.'],
  unsupported_media_type: [415, 'The content type is not one that this endpoint accepts.'],
  image_type_unsupported: [415, 'The file is not a JPEG, PNG, WebP, GIF or AVIF image.'],
  image_too_many_pixels: [422, 'The image has too many pixels.'],
  import_format_unrecognised: [422, 'The file is not in a format that can be imported.'],
  idempotency_key_required: [400, 'This request needs an Idempotency-Key header.'],
  idempotency_conflict: [422, 'This Idempotency-Key was used with a different request.'],
  shipping_rate_not_found: [422, 'That delivery option is not offered.'],
  country_not_served: [422, 'This store does not deliver to that country.'],
  payment_method_not_found: [422, 'That payment method is not offered.'],
  password_too_common: [422, 'This password is among the most used ones. Please choose another.'],
  too_many_requests: [429, 'Too many attempts. Please wait a little and try again.'],
  dns_unavailable: [503, 'The DNS did not answer. Please try again in a moment.'],
  overloaded: [503, 'Too much is happening at once. Please try again in a moment.'],
  internal_error: [500, 'Something went wrong on our side.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof ERRORS
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]

/** `details` names the fields at fault: `path` is dotted (`shipping_address.city`), `message` is for the person. */
export const ErrorDetail = z
  .object({
    path: z.string(),
    message: z.string(),
    code: z.string().optional(),
    available: z.number().int().optional(),
  })
  .meta({ id: 'ErrorDetail' })
export type ErrorDetail = z.infer<typeof ErrorDetail>

export const ApiError = z
  .object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    details: z.array(ErrorDetail).optional(),
    request_id: z.string(),
  })
  .meta({ id: 'ApiError' })
export type ApiError = z.infer<typeof ApiError>
