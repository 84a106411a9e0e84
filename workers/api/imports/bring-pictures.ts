/**
 * Fetches the pictures of a product that are still pending, four at a time. One that cannot be had stays pending with the
 * reason, and the next import of the file tries again. A dry run fetches them too, so that it says the same, and keeps nothing.
 *
 * A host that does not answer at all is not asked again in the same slice: its other pictures share the reason.
 */
import { eq, sql } from 'drizzle-orm'
import type { ProductImageRow } from '../catalogue/plan-product.ts'
import { jsonEach } from '../db/json-list.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { fetchImage } from '../media/fetch-image.ts'
import { addImage } from '../media/images.ts'
import { inspectImage } from '../media/inspect-image.ts'
import type { Slice } from './import-batch.ts'

const AT_ONCE = 4
const PATIENCE = 2

export type FilePicture = ProductImageRow & { line: number }

/** How many of the pictures have been tried in the end: all, unless the slice is over. */
export async function bringPictures(
  slice: Slice,
  pictures: FilePicture[],
  slug: string,
  from: number,
): Promise<number> {
  const reasons = new Map(pictures.map(({ id, pendingReason }) => [id, pendingReason]))
  let tried = from
  while (tried < pictures.length && slice.mayFetch) {
    const group = pictures.slice(tried, tried + AT_ONCE)
    await Promise.all(group.map((picture) => bringPicture(slice, picture)))
    tried += group.length
  }
  const pending = pictures.filter(({ status }) => status === 'pending')
  await noteReasons(
    slice,
    pending.filter(({ id, pendingReason }) => pendingReason !== reasons.get(id)),
  )
  if (tried >= pictures.length) reportPending(slice, pending, slug)
  return Math.min(tried, pictures.length)
}

async function bringPicture(slice: Slice, picture: FilePicture): Promise<void> {
  if (picture.status === 'ready' || !picture.sourceUrl) return
  picture.pendingReason = await fetchInto(slice, picture, picture.sourceUrl)
  if (picture.pendingReason === null) picture.status = 'ready'
}

async function noteReasons({ db, job }: Slice, pictures: FilePicture[]): Promise<void> {
  if (pictures.length === 0 || job.dryRun) return
  const reasons = Object.fromEntries(pictures.map(({ id, pendingReason }) => [id, pendingReason]))
  const { productImages } = t
  await db.drizzle
    .update(productImages)
    .set({
      pendingReason: sql`(SELECT value FROM ${jsonEach(reasons)} WHERE key = ${productImages.id})`,
      updatedAt: Date.now(),
    })
    .where(
      db.ownedIds(
        productImages,
        pictures.map(({ id }) => id),
        eq(productImages.status, 'pending'),
      ),
    )
}

/** Null when the picture is in, else why not. */
async function fetchInto(slice: Slice, picture: FilePicture, sourceUrl: string): Promise<string | null> {
  const { host } = new URL(sourceUrl)
  const silence = slice.silences.get(host) ?? { times: 0, reason: '' }
  if (silence.times >= PATIENCE) return silence.reason
  slice.pictures++
  const result = await fetchImage(sourceUrl)
  if (result.outcome === 'failed') {
    const { reason } = result
    if (result.isSilent) slice.silences.set(host, { times: (slice.silences.get(host)?.times ?? 0) + 1, reason })
    return reason
  }
  const { id: imageId, productId, alt, optionValues, position } = picture
  try {
    if (slice.job.dryRun) inspectImage(result.bytes)
    else
      await addImage(slice.images, { imageId, productId, bytes: result.bytes, alt, optionValues, position, sourceUrl })
    return null
  } catch (error) {
    if (error instanceof ApiProblem) return error.message
    throw error
  }
}

function reportPending(slice: Slice, pending: FilePicture[], slug: string): void {
  slice.imagesPending += pending.length
  for (const [line, group] of Map.groupBy(pending, (picture) => picture.line)) {
    const first = group[0]
    const which = group.length === 1 ? `The picture ${first?.sourceUrl} is` : `${group.length} pictures are`
    const message = `${which} not here yet: ${first?.pendingReason}`
    slice.note({ line, outcome: 'image_pending', slug, code: 'image_pending', message })
  }
}
