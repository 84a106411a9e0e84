import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Image } from '#contract/catalogue.ts'
import { Id } from '#contract/primitives.ts'
import type { Pace } from '#contract/read-limited.ts'
import { allow } from '../access/allow.ts'
import { cacheOrigin } from '../cache/cache-origin.ts'
import { bufferBody } from '../http/json-body.ts'
import { ApiProblem } from '../http/problem.ts'
import { type AppEnv, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { deleteImage, type ImageDeps } from './images.ts'
import { MAX_IMAGE_BYTES } from './inspect-image.ts'
import { forgetResized } from './serve-image.ts'
import { MAX_FILES, MAX_UPLOAD_BYTES, readBody, readForm, type Upload, uploadImages } from './upload-images.ts'

const typeOf = (c: Context<AppEnv>) => c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
const isForm = (c: Context<AppEnv>) => typeOf(c) === 'multipart/form-data'

/** The largest form within five minutes is 0.7 Mbit/s. */
const UPLOAD_PACE: Pace = { idleMs: 15_000, totalMs: 300_000 }

/** What it claims to carry, and then all of it: a key is taken, and a picture stored, once the sender has nothing more to send. */
const acceptUpload = createMiddleware<AppEnv>(async (c, next) => {
  if (!isForm(c) && !/^(image\/.+|application\/octet-stream)$/.test(typeOf(c))) {
    throw new ApiProblem('unsupported_media_type')
  }
  await bufferBody(c, isForm(c) ? MAX_UPLOAD_BYTES : MAX_IMAGE_BYTES, UPLOAD_PACE)
  await next()
})

const params = storeParam.extend({ product_id: Id })

const alt = {
  type: 'string',
  maxLength: 500,
  description: 'What the picture shows, for those who do not see it.',
} as const
const optionValues = {
  type: 'string',
  description: 'A JSON array of the option values that the picture shows.',
} as const
const binary = { type: 'string', format: 'binary' } as const

const postImages = createRoute({
  method: 'post',
  path: '/products/{product_id}/images',
  operationId: 'addProductImages',
  summary: 'Add pictures to a product, all or none',
  description: `A form with up to ${MAX_FILES} files, or one picture as the body with \`alt\` and \`option_values\` in the query. At most 10 MB and 40 megapixels each, ${MAX_UPLOAD_BYTES / 1024 / 1024} MB in all. The type is told by the content.`,
  tags: ['Images'],
  ...allow('catalogue:write', acceptUpload, once),
  request: {
    params,
    headers: idempotencyHeader,
    query: z.object({ alt: z.string().optional(), option_values: z.string().optional() }),
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file'],
            properties: {
              file: { type: 'array', maxItems: MAX_FILES, items: binary },
              alt,
              option_values: optionValues,
            },
          },
        },
        'image/*': { schema: binary },
      },
    },
  },
  responses: { 201: json(z.array(Image), 'The new pictures, in the order of the files.'), ...problems },
})

const removeImage = createRoute({
  method: 'delete',
  path: '/products/{product_id}/images/{image_id}',
  operationId: 'deleteProductImage',
  summary: 'Delete a picture and its file',
  tags: ['Images'],
  ...allow('catalogue:write'),
  request: { params: params.extend({ image_id: Id }) },
  responses: { 200: json(z.object({ id: Id }), 'The picture that is gone.'), ...problems },
})

export const images = newRouter()
  .openapi(postImages, async (c) => {
    const { product_id } = c.req.valid('param')
    const added = await uploadImages(imageDeps(c), product_id, await readUpload(c, c.req.valid('query')))
    return c.json(success(added), 201)
  })
  .openapi(removeImage, async (c) => {
    const { product_id, image_id } = c.req.valid('param')
    const { r2Key } = await deleteImage(imageDeps(c), image_id, product_id)
    if (r2Key) await forgetResized({ cache: caches.default, origin: cacheOrigin(c.var.config) }, r2Key)
    return c.json(success({ id: image_id }), 200)
  })

const imageDeps = (c: Context<AppEnv>): ImageDeps => ({
  db: c.var.db,
  media: c.env.MEDIA,
  images: c.env.IMAGES,
  trail: c.var.trail,
})

/** Reads the body as what it says it is. */
async function readUpload(c: Context<AppEnv>, query: { alt?: string; option_values?: string }): Promise<Upload> {
  if (!isForm(c)) return readBody(await c.req.blob(), query)
  const form = await c.req.formData().catch(() => {
    throw new ApiProblem('validation_failed', [{ path: 'file', message: 'The form could not be read.' }])
  })
  return readForm(form)
}
