/**
 * The pictures of products: the file in R2, what is known about it in D1.
 *
 * Promises  No row without a file: the file is stored first, the row and the catalogue version follow in one batch, and if
 *           the batch fails the file is taken away again. A Worker that dies in between leaves a file that nothing names. Keys are made of ids, so no name
 *           that a person chose becomes part of a path.
 * Errors    ApiProblem for what is wrong with the picture or the product; anything else is an outside fault and throws.
 */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Image } from '#contract/catalogue.ts'
import { auditRow } from '../audit/record.ts'
import { presentImage } from '../catalogue/present.ts'
import type { ImageRow } from '../catalogue/products.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { ApiProblem } from '../http/problem.ts'
import { consumeIdempotencyKey } from '../idempotency/claim.ts'
import { averageColor } from './average-color.ts'
import { type ImageFacts, inspectImage } from './inspect-image.ts'

export interface ImageDeps {
  db: StoreDb
  media: R2Bucket
  images?: ImagesBinding
  /** Of the person who does it; an import has its own entry in the log. */
  trail?: AuditContext
}

export interface NewImage {
  /** Of a row that waits for its picture; a new id otherwise. */
  imageId?: string
  productId: string
  bytes: Uint8Array
  alt: string
  optionValues: string[] | null
  /** After the product's other pictures when absent. */
  position?: number
  sourceUrl?: string
}

/** Stores a picture; a pending one with this id becomes ready. Doing it again with the same id replaces the file. */
export async function addImage(deps: ImageDeps, input: NewImage): Promise<ImageRow> {
  const facts = inspectImage(input.bytes)
  const imageId = input.imageId ?? uuidv7()
  const before = await findProductAndImage(deps.db, input.productId, imageId)
  if (before && before.productId !== input.productId) throw new Error(`Image ${imageId} is another product's`)
  const stored = await storeFile(deps, imageId, facts, input)
  const row = await saveOrTakeAway(deps, before, stored, input)
  if (before?.r2Key && before.r2Key !== stored.key) await deps.media.delete(before.r2Key)
  return row
}

/**
 * Adds new pictures to a product, all or none: the files one after another, then every row in one batch, and what a fault
 * leaves behind goes. Tells them as they are shown.
 */
export async function addImages(
  deps: ImageDeps,
  { files, ...shared }: Pick<NewImage, 'productId' | 'alt' | 'optionValues'> & { files: readonly Blob[] },
): Promise<Image[]> {
  await findProductAndImage(deps.db, shared.productId, '')
  const stored: Stored[] = []
  try {
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      stored.push(await storeFile(deps, uuidv7(), inspectImage(bytes), { ...shared, bytes }))
    }
  } catch (error) {
    await takeAway(deps, stored)
    throw error
  }
  const shown = stored.map(({ imageId: id, key: r2Key, color, facts: { width, height } }) =>
    presentImage({ ...shared, id, r2Key, color, width, height }),
  )
  await saveNewOrTakeAway(deps, shared, stored, shown)
  return shown
}

const takeAway = async ({ media }: ImageDeps, stored: readonly Stored[]): Promise<void> =>
  stored.length > 0 ? media.delete(stored.map(({ key }) => key)) : undefined

/**
 * Removes the file, then the row, and tells what the row was: if it stops between the two, deleting again finishes it.
 * With `productId` only a picture of that product is found.
 */
export async function deleteImage(
  { db, media, trail }: ImageDeps,
  imageId: string,
  productId?: string,
): Promise<ImageRow> {
  const row = productId ? await findProductAndImage(db, productId, imageId) : await findImage(db, imageId)
  if (!row || (productId && row.productId !== productId)) throw new ApiProblem('image_not_found')
  if (row.r2Key) await media.delete(row.r2Key)
  await db.drizzle.batch([
    db.drizzle.delete(t.productImages).where(db.owned(t.productImages, eq(t.productImages.id, imageId))),
    db.bumpCatalogue(),
    ...entryOf(db, trail, 'image.deleted', imageId, row.productId),
  ])
  return row
}

const findImage = (db: StoreDb, imageId: string): Promise<ImageRow | undefined> =>
  db.drizzle
    .select()
    .from(t.productImages)
    .where(db.owned(t.productImages, eq(t.productImages.id, imageId)))
    .get()

/** The image with this id, if there is one. Another store's product is no product. */
async function findProductAndImage(db: StoreDb, productId: string, imageId: string): Promise<ImageRow | undefined> {
  const [products, images] = await db.drizzle.batch([
    db.drizzle
      .select({ id: t.products.id })
      .from(t.products)
      .where(db.owned(t.products, eq(t.products.id, productId))),
    db.drizzle
      .select()
      .from(t.productImages)
      .where(db.owned(t.productImages, eq(t.productImages.id, imageId))),
  ])
  if (products.length === 0) throw new ApiProblem('product_not_found')
  return images[0]
}

interface Stored {
  imageId: string
  key: string
  color: string | null
  facts: ImageFacts
  bytes: number
}

type Words = Omit<NewImage, 'imageId' | 'bytes'>

async function storeFile(
  { db, media, images }: ImageDeps,
  imageId: string,
  facts: ImageFacts,
  { productId, bytes: file }: NewImage,
): Promise<Stored> {
  const bytes = file.subarray(0, facts.byteLength)
  const key = `${db.storeId}/${productId}/${imageId}.${facts.extension}`
  const color = images ? await averageColor(images, bytes) : null
  await media.put(key, bytes, { httpMetadata: { contentType: facts.contentType } })
  return { imageId, key, color, facts, bytes: bytes.byteLength }
}

const entryOf = (db: StoreDb, trail: AuditContext | undefined, action: string, id: string, productId: string) =>
  trail
    ? [
        auditRow(db.drizzle, trail, {
          action,
          target: { type: 'image', id },
          storeId: db.storeId,
          after: { product_id: productId },
        }),
      ]
    : []

async function saveRow({ db, trail }: ImageDeps, words: Words, stored: Stored): Promise<ImageRow> {
  const [rows] = await db.drizzle.batch([
    rowOf(db, words, stored),
    db.bumpCatalogue(),
    ...entryOf(db, trail, 'image.added', stored.imageId, words.productId),
  ])
  const row = rows[0]
  if (!row) throw new Error(`Image ${stored.imageId} belongs to another store`)
  return row
}

/** All of them in one batch, which uses up the request's key. What is so after a fault is as in `saveOrTakeAway`. */
async function saveNewOrTakeAway(deps: ImageDeps, words: Words, stored: readonly Stored[], answer: Image[]) {
  const { db, trail } = deps
  try {
    await db.drizzle.batch([
      db.bumpCatalogue(),
      ...(await consumeIdempotencyKey(db.drizzle, trail?.claim, answer)),
      ...stored.map((each) => rowOf(db, words, each)),
      ...stored.flatMap(({ imageId }) => entryOf(db, trail, 'image.added', imageId, words.productId)),
    ])
  } catch (error) {
    if (await findImage(db, stored[0]?.imageId ?? '')) return
    await takeAway(deps, stored)
    throw error
  }
}

function rowOf(db: StoreDb, words: Words, { imageId, key, color, facts, bytes }: Stored) {
  const nowMs = Date.now()
  const known = {
    status: 'ready' as const,
    r2Key: key,
    pendingReason: null,
    alt: words.alt,
    optionValues: words.optionValues,
    contentType: facts.contentType,
    bytes,
    width: facts.width,
    height: facts.height,
    color,
    updatedAt: nowMs,
    ...(words.sourceUrl === undefined ? {} : { sourceUrl: words.sourceUrl }),
    ...(words.position === undefined ? {} : { position: words.position }),
  }
  const id = { id: imageId, storeId: db.storeId, productId: words.productId }
  return db.drizzle
    .insert(t.productImages)
    .values({ position: sql`${nextPosition(db, words.productId)}`, ...known, ...id, createdAt: nowMs })
    .onConflictDoUpdate({ target: t.productImages.id, set: known, setWhere: db.owned(t.productImages) })
    .returning()
}

const nextPosition = (db: StoreDb, productId: string) =>
  sql`(SELECT COALESCE(MAX(position) + 1, 0) FROM product_images
    WHERE store_id = ${db.storeId} AND product_id = ${productId})`

/**
 * When saving fails, the file goes, unless the row speaks of it: the batch may have been committed and only its answer
 * lost, or the file may have replaced an earlier one of the same name. If that cannot be asked either, the file stays,
 * since a file too many harms nobody and a row without its file is a broken picture.
 */
async function saveOrTakeAway(deps: ImageDeps, before: ImageRow | undefined, stored: Stored, input: NewImage) {
  try {
    return await saveRow(deps, input, stored)
  } catch (error) {
    const row = await findImage(deps.db, stored.imageId)
    if (row?.r2Key !== stored.key) await deps.media.delete(stored.key)
    else if (before?.r2Key !== stored.key) return row
    throw error
  }
}
