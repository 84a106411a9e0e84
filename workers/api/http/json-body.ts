/**
 * Routes that take JSON take nothing else, and not more than a cart or an address needs. The body is read here, within a
 * time, so that whatever comes after it (a key, a place, a transaction) waits for no client.
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Pace, readLimited } from '#contract/read-limited.ts'
import { ApiProblem } from './problem.ts'
import type { AppEnv } from './router.ts'

const MAX_JSON_BYTES = 64 * 1024
/** A few kilobytes over the worst connection of a telephone. */
const JSON_PACE: Pace = { idleMs: 10_000, totalMs: 10_000 }

/**
 * Reads the body into memory, once: whoever asks Hono's request for it later, in whichever form, is given what is there.
 * Throws `body_too_large`, and BodyTimeout for one that comes too slowly.
 */
export async function bufferBody(c: Context<AppEnv>, maxBytes: number, pace: Pace): Promise<void> {
  const bytes = await readBody(c, maxBytes, pace)
  if (bytes) Object.assign(c.req.bodyCache, { arrayBuffer: Promise.resolve(bytes.buffer) })
}

/** Null when there is none, or it has been read already. */
async function readBody({ req }: Context<AppEnv>, maxBytes: number, pace: Pace): Promise<Uint8Array | null> {
  const { raw } = req
  if (!raw.body || raw.bodyUsed) return null
  const announced = Number(raw.headers.get('content-length') ?? 0)
  const bytes = announced > maxBytes ? null : await readLimited(raw.body, maxBytes, pace)
  if (!bytes) throw new ApiProblem('body_too_large')
  return bytes
}

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** For what stands before the routes and cannot know which of them take JSON. */
export const bufferJson = async (c: Context<AppEnv>, pace = JSON_PACE): Promise<void> => {
  const bytes = WITH_BODY.has(c.req.method) ? await readBody(c, MAX_JSON_BYTES, pace) : null
  if (bytes) Object.assign(c.req.bodyCache, { text: Promise.resolve(new TextDecoder().decode(bytes)) })
}

/** For a body that may be left out. */
export const optionalJsonBody = createMiddleware<AppEnv>(async (c, next) =>
  c.req.header('content-type') === undefined ? next() : jsonBody(c, next),
)

export const jsonBody = createMiddleware<AppEnv>(async (c, next) => {
  if (!WITH_BODY.has(c.req.method)) return next()
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new ApiProblem('unsupported_media_type')
  await bufferJson(c)
  return next()
})
