/** Pages with one purpose, such as the checkout: `handle = QUIET` leaves out navigation, search and the footer's columns. */
export const QUIET = { isQuiet: true } as const

type Matches = readonly { handle?: unknown }[]

export const isQuiet = (matches: Matches): boolean =>
  matches.some(({ handle }) => typeof handle === 'object' && handle !== null && 'isQuiet' in handle)
