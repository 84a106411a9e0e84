/**
 * Fetches the pictures of a product that are still pending, four at a time. One that cannot be had stays pending with the
 * reason, and the next import of the file tries again.
 *
 * A host that keeps us waiting is not asked again in the same slice: its other pictures share the reason.
 */
import { eq } from 'drizzle-orm'
import * as t from '../../db/schema/index.ts'
import { ApiProblem } from '../../problem.ts'
import { fetchImage } from '../fetch-image.ts'
import { addImage } from '../images.ts'
import type { ProductImageRow } from '../plan-product.ts'
import type { Slice } from './slice.ts'

const AT_ONCE = 4
const SLOW_MS = 2_000
const PATIENCE = 2

export type FilePicture = ProductImageRow & { line: number }

/** How many of the pictures have been tried in the end: all, unless the slice is over. */
export async function bringPictures(
  slice: Slice,
  pictures: FilePicture[],
  slug: string,
  from: number,
): Promise<number> {
  let tried = from
  while (tried < pictures.length) {
    if (!slice.mayFetch) return tried
    const group = pictures.slice(tried, tried + AT_ONCE)
    await Promise.all(group.map((picture) => bringPicture(slice, picture)))
    tried += group.length
  }
  reportPending(slice, pictures, slug)
  return tried
}

async function bringPicture(slice: Slice, picture: FilePicture): Promise<void> {
  if (picture.status === 'ready' || !picture.sourceUrl) return
  slice.pictures++
  const reason = await fetchInto(slice, picture, picture.sourceUrl)
  if (reason === null) {
    picture.status = 'ready'
    return
  }
  if (reason !== picture.pendingReason) {
    await slice.db.drizzle
      .update(t.productImages)
      .set({ pendingReason: reason, updatedAt: Date.now() })
      .where(slice.db.owned(t.productImages, eq(t.productImages.id, picture.id), eq(t.productImages.status, 'pending')))
  }
  picture.pendingReason = reason
}

/** Null when the picture is in, else why not. */
async function fetchInto(slice: Slice, picture: FilePicture, sourceUrl: string): Promise<string | null> {
  const { host } = new URL(sourceUrl)
  const trouble = slice.troubledHosts.get(host)
  if (trouble && trouble.failures >= PATIENCE) return trouble.reason
  const startedAt = Date.now()
  const result = await fetchImage(sourceUrl)
  if (result.outcome === 'failed') {
    if (Date.now() - startedAt >= SLOW_MS) {
      const failures = (slice.troubledHosts.get(host)?.failures ?? 0) + 1
      slice.troubledHosts.set(host, { failures, reason: result.reason })
    }
    return result.reason
  }
  const { id: imageId, productId, alt, optionValues, position } = picture
  try {
    await addImage(slice.images, { imageId, productId, bytes: result.bytes, alt, optionValues, position, sourceUrl })
    return null
  } catch (error) {
    if (error instanceof ApiProblem) return error.message
    throw error
  }
}

function reportPending(slice: Slice, pictures: FilePicture[], slug: string): void {
  const pending = pictures.filter(({ status }) => status === 'pending')
  slice.imagesPending += pending.length
  for (const [line, group] of Map.groupBy(pending, (picture) => picture.line)) {
    const first = group[0]
    const which = group.length === 1 ? `The picture ${first?.sourceUrl} is` : `${group.length} pictures are`
    const message = `${which} not here yet: ${first?.pendingReason}`
    slice.note({ line, outcome: 'image_pending', slug, code: 'image_pending', message })
  }
}
