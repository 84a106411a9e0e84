/** What the identity services need of a request: the world, who is at the other end, and the trail in the log. */
import type { Client } from '../http/client.ts'
import type { Env } from '../env.ts'
import type { Trail } from '../audit/record.ts'
import type { KeyRing } from './signing-keys.ts'

export interface Visit {
  env: Env
  ring: KeyRing
  client: Client
  trail: Trail
  /** Work that may go on after the answer. */
  later(work: Promise<unknown>): void
}
