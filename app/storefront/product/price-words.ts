/** What is said beside a price and the higher one that is struck through. For pages, and for the buy box's script. */
export const priceWords = (isOwn: boolean) =>
  isOwn
    ? { className: 'price__label', now: 'Your price', before: 'for others' }
    : { className: 'visually-hidden', now: 'Now', before: 'before' }
