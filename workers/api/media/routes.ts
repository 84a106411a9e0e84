/** `/media/{storeId}/{productId}/{file}?w=`: pictures for everybody, from a path that runs no script. */
import * as z from 'zod'
import { IMAGE_WIDTHS } from '#contract/catalogue.ts'
import { cacheOrigin } from '../cache/cache-origin.ts'
import { ApiProblem } from '../http/problem.ts'
import { newRouter } from '../http/router.ts'
import { imageKey, serveOriginal, serveResized } from './serve-image.ts'

const Width = z.enum(IMAGE_WIDTHS.map(String) as [string, ...string[]]).transform(Number)

export const media = newRouter()

media.get('/:storeId/:productId/:file', async (c) => {
  const { storeId, productId, file } = c.req.param()
  const key = imageKey(storeId, productId, file)
  if (!key) throw new ApiProblem('image_not_found')
  const deps = {
    media: c.env.MEDIA,
    images: c.env.IMAGES,
    cache: caches.default,
    origin: cacheOrigin(c.var.config),
    waitUntil: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  }
  const { headers } = c.req.raw
  const response =
    c.req.query('w') === undefined
      ? await serveOriginal(deps, key, headers)
      : await serveResized(deps, key, readWidth(c.req.query('w')), headers)
  if (!response) throw new ApiProblem('image_not_found')
  return response
})

function readWidth(text: string | undefined): number {
  const width = Width.safeParse(text)
  if (width.success) return width.data
  throw new ApiProblem('validation_failed', [{ path: 'w', message: `Choose one of ${IMAGE_WIDTHS.join(', ')}.` }])
}
