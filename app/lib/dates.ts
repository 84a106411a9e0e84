/** Dates in the store's language. The server does not know the shopper's clock, so times say that they are UTC. */
export const dateText = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))

export const timeText = (iso: string, locale: string): string => {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return `${time.format(new Date(iso))} UTC`
}
