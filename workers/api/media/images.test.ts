import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { addImage, addImages, deleteImage, type ImageDeps } from './images.ts'

async function shop() {
  const { db } = await makeStore()
  const product = await makeProduct(db)
  const deps: ImageDeps = { db, media: env.MEDIA, images: env.IMAGES }
  return { db, deps, productId: product.id }
}

const picture = { bytes: SAMPLES.png, alt: 'A box', optionValues: null }

const keysOf = async (db: StoreDb) => (await env.MEDIA.list({ prefix: `${db.storeId}/` })).objects.map(({ key }) => key)
const rowsOf = (db: StoreDb) => db.drizzle.select().from(t.productImages).where(db.owned(t.productImages))
const versionOf = async (db: StoreDb) =>
  (await db.drizzle.select().from(t.stores).where(eq(t.stores.id, db.storeId)).get())?.catalogueVersion

/**
 * The same database, except that the batch that saves a picture fails: before it is committed, or its answer is lost.
 * `and for good`: nothing can be asked of it afterwards.
 */
function failingToSave(db: StoreDb, when: 'before' | 'after', howLong: 'once' | 'and for good' = 'once'): StoreDb {
  let batches = 0
  const batch = async (statements: D1PreparedStatement[]) => {
    batches += 1
    const isSave = batches === 2 // the first looks for the product and the picture
    if (isSave && when === 'before') throw new Error('D1_ERROR: Network connection lost')
    const results = await db.d1.batch(statements)
    if (isSave) throw new Error('D1_ERROR: Network connection lost')
    return results
  }
  const prepare = (query: string) => {
    if (batches > 1 && howLong === 'and for good') throw new Error('D1_ERROR: Network connection lost')
    return db.d1.prepare(query)
  }
  const d1 = { batch, prepare } as unknown as D1Database
  return new StoreDb(db.storeId, d1, drizzle(d1, { schema: t }))
}

describe('adding a picture', () => {
  test('stores file and row together and raises the catalogue version', async () => {
    const { db, deps, productId } = await shop()
    const before = await versionOf(db)
    const row = await addImage(deps, {
      productId,
      ...picture,
      optionValues: ['Sand'],
      sourceUrl: 'https://x.example/a',
    })
    expect(row).toMatchObject({
      storeId: db.storeId,
      status: 'ready',
      r2Key: `${db.storeId}/${productId}/${row.id}.png`,
      contentType: 'image/png',
      bytes: SAMPLES.png.length,
      width: 400,
      height: 300,
      alt: 'A box',
      optionValues: ['Sand'],
      sourceUrl: 'https://x.example/a',
      position: 0,
    })
    expect(await keysOf(db)).toEqual([row.r2Key])
    expect((await env.MEDIA.head(row.r2Key ?? ''))?.httpMetadata?.contentType).toBe('image/png')
    expect(await versionOf(db)).toBe((before ?? 0) + 1)
  })

  test.each(Object.entries(SAMPLES))('tells the colour of a %s', async (_, bytes) => {
    const { deps, productId } = await shop()
    const { color } = await addImage(deps, { productId, ...picture, bytes })
    const channels = [1, 3, 5].map((at) => Number.parseInt(color?.slice(at, at + 2) ?? '', 16))
    for (const [index, expected] of [0xc0, 0x80, 0x40].entries()) {
      expect(Math.abs((channels[index] ?? 999) - expected)).toBeLessThanOrEqual(8)
    }
  })

  test('does without a colour where there is no images binding, or where it fails', async () => {
    const { deps, productId } = await shop()
    expect(await addImage({ ...deps, images: undefined }, { productId, ...picture })).toMatchObject({ color: null })
    const broken = {
      input: () => {
        throw new Error('IMAGES_TRANSFORM_ERROR 9523')
      },
    } as unknown as ImagesBinding
    expect(await addImage({ ...deps, images: broken }, { productId, ...picture })).toMatchObject({
      color: null,
      status: 'ready',
    })
  })

  test('puts it after the others, unless told where', async () => {
    const { deps, productId } = await shop()
    const positions = []
    for (const position of [undefined, undefined, 7, undefined]) {
      positions.push((await addImage(deps, { productId, ...picture, position })).position)
    }
    expect(positions).toEqual([0, 1, 7, 8])
  })

  test('makes a pending picture ready, in its place', async () => {
    const { db, deps, productId } = await shop()
    const imageId = uuidv7()
    const now = Date.now()
    await db.drizzle.insert(t.productImages).values({
      id: imageId,
      storeId: db.storeId,
      productId,
      status: 'pending',
      pendingReason: 'The server answered 500.',
      sourceUrl: 'https://x.example/a.png',
      alt: 'Old',
      position: 4,
      createdAt: now,
      updatedAt: now,
    })
    const row = await addImage(deps, { imageId, productId, ...picture })
    expect(row).toMatchObject({ id: imageId, status: 'ready', pendingReason: null, position: 4, alt: 'A box' })
    expect(row.sourceUrl).toBe('https://x.example/a.png')
    expect(await rowsOf(db)).toHaveLength(1)
  })

  test('again under the same id leaves one row and one file', async () => {
    const { db, deps, productId } = await shop()
    const imageId = uuidv7()
    await addImage(deps, { imageId, productId, ...picture })
    await addImage(deps, { imageId, productId, ...picture, bytes: SAMPLES.jpeg })
    expect(await rowsOf(db)).toMatchObject([{ id: imageId, contentType: 'image/jpeg' }])
    expect(await keysOf(db)).toEqual([`${db.storeId}/${productId}/${imageId}.jpg`])
  })

  test('to a product that is not there, or is another store’s, is refused and stores nothing', async () => {
    const { db, deps } = await shop()
    const other = await shop()
    for (const productId of [uuidv7(), other.productId]) {
      await expect(addImage(deps, { productId, ...picture })).rejects.toMatchObject({ code: 'product_not_found' })
    }
    expect(await keysOf(db)).toEqual([])
    expect(await keysOf(other.db)).toEqual([])
  })

  test('cannot take over the row of another store by its id', async () => {
    const { db, deps, productId } = await shop()
    const other = await shop()
    const theirs = await addImage(other.deps, { productId: other.productId, ...picture })
    await expect(addImage(deps, { imageId: theirs.id, productId, ...picture, alt: 'Mine' })).rejects.toThrow()
    expect(await rowsOf(other.db)).toEqual([theirs])
    expect(await keysOf(db)).toEqual([])
  })
})

describe('when the database fails', () => {
  test('before saving, the file is taken away again', async () => {
    const { db, deps, productId } = await shop()
    const failing = failingToSave(db, 'before')
    await expect(addImage({ ...deps, db: failing }, { productId, ...picture })).rejects.toThrow(
      'Network connection lost',
    )
    expect(await keysOf(db)).toEqual([])
    expect(await rowsOf(db)).toEqual([])
  })

  test('after saving, so that only the answer is lost, file and row are both there', async () => {
    const { db, deps, productId } = await shop()
    const row = await addImage({ ...deps, db: failingToSave(db, 'after') }, { productId, ...picture })
    expect(await keysOf(db)).toEqual([row.r2Key])
    expect(await rowsOf(db)).toEqual([row])
  })

  test('while replacing a picture, the picture stays', async () => {
    const { db, deps, productId } = await shop()
    const { id: imageId, r2Key } = await addImage(deps, { productId, ...picture })
    const failing = { ...deps, db: failingToSave(db, 'before') }
    await expect(addImage(failing, { imageId, productId, ...picture })).rejects.toThrow('Network connection lost')
    expect(await keysOf(db)).toEqual([r2Key])
  })
})

test('new pictures whose batch was committed stay, also where the database cannot be asked whether it was', async () => {
  const { db, deps, productId } = await shop()
  const failing = failingToSave(db, 'after', 'and for good')
  const files = [new Blob([SAMPLES.png]), new Blob([SAMPLES.jpeg])]
  const added = addImages({ ...deps, db: failing }, { productId, files, alt: 'A box', optionValues: null })
  await expect(added).rejects.toThrow('Network connection lost')
  const rows = await rowsOf(db)
  expect(rows).toHaveLength(2)
  expect((await keysOf(db)).sort()).toEqual(rows.map(({ r2Key }) => r2Key).sort())
})

describe('deleting a picture', () => {
  test('removes file and row and raises the catalogue version', async () => {
    const { db, deps, productId } = await shop()
    const { id } = await addImage(deps, { productId, ...picture })
    const before = await versionOf(db)
    await deleteImage(deps, id)
    expect(await keysOf(db)).toEqual([])
    expect(await rowsOf(db)).toEqual([])
    expect(await versionOf(db)).toBe((before ?? 0) + 1)
  })

  test('of another store, or of another product than named, is refused and deletes nothing', async () => {
    const { deps, productId } = await shop()
    const other = await shop()
    const theirs = await addImage(other.deps, { productId: other.productId, ...picture })
    const mine = await addImage(deps, { productId, ...picture })
    const second = await makeProduct(deps.db)
    await expect(deleteImage(deps, theirs.id)).rejects.toMatchObject({ code: 'image_not_found' })
    await expect(deleteImage(deps, theirs.id, other.productId)).rejects.toMatchObject({ code: 'product_not_found' })
    await expect(deleteImage(deps, mine.id, second.id)).rejects.toMatchObject({ code: 'image_not_found' })
    expect(await rowsOf(other.db)).toHaveLength(1)
    expect(await rowsOf(deps.db)).toHaveLength(1)
  })
})
