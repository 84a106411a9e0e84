import { useSyncExternalStore } from 'react'

const NEVER_CHANGES = () => () => {}

/** False on the server and while Remix's client takes over what the server has written, true afterwards. */
export const useIsScripted = (): boolean =>
  useSyncExternalStore(
    NEVER_CHANGES,
    () => true,
    () => false,
  )
