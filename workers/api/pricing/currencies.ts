/** The store's own currency, and the one in which prices are asked for. */
export interface Currencies {
  own: string
  asked: string
}
