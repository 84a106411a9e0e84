/** The authenticator app of somebody in a test. */
import { Secret, TOTP } from 'otpauth'

const STEP_MS = 30_000

/**
 * The code of this step of 30 seconds, or of one before or after it. Steps to either side are let pass, and each once: who
 * begins with this step's and goes on with the next one's has half a minute each time, however late in a step it is.
 */
export const codeAt = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS })
