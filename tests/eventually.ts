/** How tests wait: for what happens, never for a time. Waiting long costs nothing where it happens. */
import { vi } from 'vitest'

/** Longer than anything takes on the slowest machine. */
export const PATIENCE_MS = 120_000

/** Asks again until `check` throws no more; returns what it returned. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 50 })
