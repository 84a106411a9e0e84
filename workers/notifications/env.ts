/** The bindings of the notifications Worker, as `wrangler.toml` declares them. */
export interface Env {
  ENVIRONMENT: string
  DB: D1Database
  MAIL: SendEmail
  /** The address that every mail is sent from; the name beside it is the store's. */
  MAIL_FROM: string
}
