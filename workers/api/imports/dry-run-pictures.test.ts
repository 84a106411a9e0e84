/** A dry run says of pictures what the run itself does, and keeps none of them. */
import { afterEach, expect, test, vi } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf, csv, runImport } from '#tests/workers/imports.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'

afterEach(() => void vi.restoreAllMocks())

const row = (Handle: string, picture: string) => ({
  Handle,
  Title: Handle,
  'Variant Price': '5',
  'Image Src': `https://cdn.example/${picture}`,
})

test.each([40, 1])('in slices of %i pictures', async (pictures) => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const url = String(input instanceof Request ? input.url : input)
    if (url.endsWith('gone.png')) return new Response(null, { status: 404 })
    return new Response(url.endsWith('page.png') ? '<html></html>' : SAMPLES.png)
  })
  const { db, id } = await makeStore()
  const file = csv([row('a', 'fine.png'), row('b', 'gone.png'), row('c', 'page.png'), row('d', 'fine.png')])
  const dry = await runImport(db, file, { dryRun: true, pictures })
  expect((await catalogueOf(db)).images).toEqual([])
  expect((await env.MEDIA.list({ prefix: `${id}/` })).objects).toEqual([])
  const real = await runImport(db, file, { pictures })
  expect(dry.rows).toEqual(real.rows)
  expect(dry.job.imagesPending).toBe(2)
  expect(real.job.imagesPending).toBe(2)
})
