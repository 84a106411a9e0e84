/** Answers that may be kept and must be asked about: an ETag (RFC 9110), and 304 when nothing has changed. */
import type { Context, MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { etag } from 'hono/etag'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http/router.ts'

const keep = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const isGood = c.res.status === 200 || c.res.status === 304
  if (isGood && !c.res.headers.has('cache-control')) c.header('cache-control', 'public, no-cache')
})

export const conditionalRequests: MiddlewareHandler<AppEnv> = every(keep, etag())

/** For an answer to one person, before it is made: nobody may keep it, and to others the same address answers otherwise. */
export function setPrivate(c: Context<AppEnv>): void {
  c.header('cache-control', 'private, no-store')
  c.header('vary', 'authorization, cookie', { append: true })
}

/**
 * The ETag of what is answered, for its headers: a hash of 64 bits, which tells the answers to one address apart. Routes set
 * it themselves, since reading the finished answer back takes longer.
 */
export function etagHeader(data: unknown): { etag: string } {
  const text = JSON.stringify(data)
  let high = 0xdeadbeef | 0
  let low = 0x41c6ce57 | 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  const mixed = [Math.imul(high ^ (low >>> 15), 0x85ebca77), Math.imul(low ^ (high >>> 13), 0xc2b2ae3d)]
  return { etag: `"${mixed.map((part) => (part >>> 0).toString(36)).join('-')}"` }
}
