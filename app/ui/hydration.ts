/** Pages that Remix's client runs on: the dashboard and the platform's own area. All others are plain HTML. */
export const HYDRATED = { hydrate: true }

export const isHydrated = (matches: readonly { handle?: unknown }[]): boolean =>
  matches.some(({ handle }) => handle === HYDRATED)
