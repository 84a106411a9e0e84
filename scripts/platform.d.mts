/** Types for tests; the module itself is plain JavaScript. */
import type { Miniflare } from 'miniflare'

type Part = 'edge' | 'api' | 'notifications' | 'app'
type Shape = 'development' | 'production'
type Bindings = Record<string, string>

export const SECRET_NAMES: string[]
export function migrate(state?: string, shape?: Shape): Promise<void>
export function workerOf(
  part: Part,
  options?: { shape?: Shape; variables?: Bindings; secrets?: Bindings } & Record<string, unknown>,
): Record<string, unknown>
export function startPlatform(options?: {
  port?: number
  appPort?: number
  state?: string
  shape?: Shape
  variables?: Bindings
  secrets?: Bindings
}): Promise<Miniflare>
