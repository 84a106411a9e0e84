/** Which accounts a session or a token is of: users of the platform, or customers of one store. */
export interface AccountScope {
  kind: 'user' | 'customer'
  /** The customers' store; null for users. */
  storeId: string | null
}

/** `aud` of access tokens (RFC 7519, 4.1.3). */
export const audienceOf = (storeId: string | null) => (storeId === null ? 'user' : `customer:${storeId}`)
