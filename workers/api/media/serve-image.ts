/**
 * A picture on its way out: as it was uploaded, or narrower.
 *
 * Promises  A key is made of ids, so what it names never changes: every answer may be kept for ever. Only pictures can be
 *           reached, whatever else lies in the bucket. Only the widths of the contract are made, never wider than the
 *           original, each once per data centre.
 * Moving    An animation is served as it was uploaded, at any width, so that it moves everywhere; above 3 MB its first frame
 *           stands for it, where pictures are listed as on the page that it is on.
 * Formats   WebP for whoever takes it, otherwise the type of the original. AVIF would be smaller still and takes seconds
 *           to make.
 * Faults    When the images binding is absent or fails, the original is served: larger, and right.
 */
import * as z from 'zod'
import { IMAGE_WIDTHS } from '#contract/catalogue.ts'
import { Id } from '#contract/primitives.ts'
import { ApiProblem } from '../http/problem.ts'
import { inspectImage } from './inspect-image.ts'

const YEAR = 'public, max-age=31536000, immutable'
/** For what stands in for a narrower picture that could not be made just now. */
const MINUTE = 'public, max-age=60'

const FileName = z.string().regex(/^[0-9a-f-]{36}\.(jpg|png|webp|gif|avif)$/)

/** The R2 key of a picture's address, or null if it is not one. */
export function imageKey(storeId: string, productId: string, file: string): string | null {
  const isKey = Id.safeParse(storeId).success && Id.safeParse(productId).success && FileName.safeParse(file).success
  return isKey ? `${storeId}/${productId}/${file}` : null
}

/** More would be too much for a list of products. */
const MOVING_BYTES = 3 * 1024 * 1024

export interface ServeDeps {
  media: R2Bucket
  images?: ImagesBinding
  /** Where narrower pictures are kept; its keys are addresses under this origin, whichever host was asked. */
  cache: Cache
  origin: string
  waitUntil: (work: Promise<unknown>) => void
}

/** The picture as it was uploaded; null if there is none. `headers` may ask whether it has changed. */
export async function serveOriginal({ media }: ServeDeps, key: string, headers: Headers): Promise<Response | null> {
  const object = await media.get(key)
  if (!object) return null
  const answer = pictureHeaders(object.httpMetadata?.contentType, object.httpEtag, YEAR)
  return unlessUnchanged(new Response(object.body, { headers: answer }), headers)
}

/** The picture at most `width` pixels wide; null if there is none. */
export async function serveResized(deps: ServeDeps, key: string, width: number, headers: Headers) {
  const webp = acceptsWebp(headers.get('accept'))
  const cacheKey = variantKey(deps.origin, key, width, webp)
  const kept = await deps.cache.match(cacheKey)
  if (kept) return unlessUnchanged(kept, headers)
  const object = await deps.media.get(key)
  if (!object) return null
  const original = object.httpMetadata?.contentType
  const etag = `"${object.etag}-${width}${webp ? '-webp' : ''}"`
  if (!deps.images) return new Response(object.body, { headers: pictureHeaders(original, etag, YEAR) })

  const bytes = await object.arrayBuffer()
  if (bytes.byteLength <= MOVING_BYTES && isMoving(bytes)) {
    return keep(deps, cacheKey, new Response(bytes, { headers: pictureHeaders(original, etag, YEAR) }), headers)
  }
  const resized = await resize(
    deps.images,
    bytes,
    width,
    webp ? 'image/webp' : (original as ImageOutputOptions['format']),
  )
  if (!resized) return new Response(bytes, { headers: pictureHeaders(original, object.httpEtag, MINUTE) })
  const response = new Response(resized.body, { headers: pictureHeaders(resized.contentType, etag, YEAR) })
  return keep(deps, cacheKey, response, headers)
}

function keep({ cache, waitUntil }: ServeDeps, cacheKey: string, response: Response, headers: Headers): Response {
  waitUntil(cache.put(cacheKey, response.clone()))
  return unlessUnchanged(response, headers)
}

/** What was stored has been looked at; whatever cannot be read now is no animation. */
function isMoving(bytes: ArrayBuffer): boolean {
  try {
    return inspectImage(new Uint8Array(bytes)).isAnimated
  } catch (error) {
    if (error instanceof ApiProblem) return false
    throw error
  }
}

/** Takes the narrower pictures of a deleted one out of this data centre's cache; elsewhere they go with their age. */
export async function forgetResized(
  { cache, origin }: Pick<ServeDeps, 'cache' | 'origin'>,
  key: string,
): Promise<void> {
  const keys = IMAGE_WIDTHS.flatMap((width) => [true, false].map((webp) => variantKey(origin, key, width, webp)))
  await Promise.all(keys.map((cacheKey) => cache.delete(cacheKey)))
}

const variantKey = (origin: string, key: string, width: number, webp: boolean) =>
  `${origin}/media/${key}?w=${width}&format=${webp ? 'webp' : 'original'}`

/** Browsers that take WebP say so or say "anything"; only `;q=0` means no. */
const acceptsWebp = (accept: string | null) =>
  accept === null || /(?:image\/webp|image\/\*|\*\/\*)(?!\s*;\s*q=0(?:\.0+)?(?:,|\s|$))/i.test(accept)

async function resize(images: ImagesBinding, bytes: ArrayBuffer, width: number, format: ImageOutputOptions['format']) {
  try {
    const result = await images
      .input(new Blob([bytes]).stream())
      .transform({ width, fit: 'scale-down' })
      .output({ format, quality: 82, anim: false })
    return { body: await new Response(result.image()).arrayBuffer(), contentType: result.contentType() }
  } catch (error) {
    console.error(JSON.stringify({ event: 'image_resize_failed', width, format, error: String(error) }))
    return null
  }
}

/** `vary`: two browsers may be given different types at one address, with and without a width. */
function pictureHeaders(contentType: string | undefined, etag: string, cacheControl: string): Headers {
  return new Headers({
    vary: 'accept',
    'content-type': contentType ?? 'application/octet-stream',
    'content-disposition': 'inline',
    'cache-control': cacheControl,
    etag,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
}

/** 304 for whoever has this very picture (RFC 9110 §13.1.2, weak comparison). */
function unlessUnchanged(response: Response, headers: Headers): Response {
  const etag = response.headers.get('etag')
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!etag || !(known.includes(etag) || known.includes('*'))) return response
  return new Response(null, { status: 304, headers: response.headers })
}
