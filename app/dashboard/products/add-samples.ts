/** Fills a store with the sample products, as a merchant would over the API: a file, then the pictures. Safe to repeat. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import * as z from 'zod'
import { Product } from '#contract/catalogue.ts'
import { ImportJob } from '#contract/import.ts'
import { SAMPLE_PRODUCTS, type SampleProduct, sampleCatalogue } from './sample-data.ts'

const ASK_EVERY_MS = 400
const LONGEST_WAIT_MS = 12_000
const UPLOADS_AT_ONCE = 4

export type AddedSamples = { outcome: 'added' } | { outcome: 'still_working' } | { outcome: 'failed'; reason: string }

export async function addSamples(context: AppLoadContext, storeId: string, currency: string): Promise<AddedSamples> {
  const base = `/stores/${encodeURIComponent(storeId)}`
  const job = await context.api.send('POST', `${base}/imports?format=tradewind`, ImportJob, {
    body: sampleCatalogue(currency),
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  const done = await waitFor(() => context.api.get(`${base}/imports/${job.id}`, ImportJob))
  if (!done) return { outcome: 'still_working' }
  if (done.status === 'failed') return { outcome: 'failed', reason: done.failure ?? 'The import did not go through.' }
  const waiting = [...SAMPLE_PRODUCTS]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await addPicture(context, base, next)
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, work))
  return { outcome: 'added' }
}

async function waitFor(ask: () => Promise<ImportJob>): Promise<ImportJob | null> {
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += ASK_EVERY_MS) {
    const job = await ask()
    if (job.status === 'completed' || job.status === 'failed') return job
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  return null
}

/** A product that has a picture keeps it. */
async function addPicture(context: AppLoadContext, base: string, { slug, picture }: SampleProduct): Promise<void> {
  const { id, images } = await context.api.get(`${base}/products/${slug}`, Product)
  if (images.length > 0) return
  const form = new FormData()
  form.set('file', await readPicture(context, picture.file), picture.file)
  form.set('alt', picture.alt)
  await context.api.send('POST', `${base}/products/${id}/images`, z.unknown(), { body: form })
}

async function readPicture({ env, canonicalOrigin }: AppLoadContext, file: string): Promise<Blob> {
  const address = `${canonicalOrigin}/samples/${file}`
  const response = await (env.ASSETS ? env.ASSETS.fetch(address) : fetch(address))
  if (!response.ok) throw new Error(`The sample picture ${file} answered ${response.status}`)
  return new Blob([await response.arrayBuffer()], { type: 'image/webp' })
}
