/** What an upload request carries, and adding all of it to a product or nothing. */
import * as z from 'zod'
import type { Image } from '#contract/catalogue.ts'
import { typedLine } from '#contract/primitives.ts'
import { ApiProblem } from '../http/problem.ts'
import { addImages, type ImageDeps } from './images.ts'
import { inspectImage, MAX_IMAGE_BYTES } from './inspect-image.ts'

export const MAX_FILES = 10
/** Less than ten of the largest files: a form is held in memory as a whole, and an isolate has 128 MB for all it does. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024

const OptionValues = z.array(typedLine(100).min(1)).min(1).max(3)

/** The words that come with the files; every other field of the form is left unread. */
const Words = z.object({
  alt: typedLine(500).default(''),
  option_values: z
    .string()
    .optional()
    .transform((text, issues) => {
      if (text === undefined || text === '') return null
      const parsed = OptionValues.safeParse(readJson(text))
      if (parsed.success) return parsed.data
      issues.addIssue({ code: 'custom', message: 'Write a JSON array of one to three option values.' })
      return z.NEVER
    }),
})

export interface Upload {
  /** Read one at a time, so that not all of them are in memory twice. */
  files: Blob[]
  alt: string
  optionValues: string[] | null
}

/** A form with one or more `file`s. Throws ApiProblem for what is missing or too much. */
export function readForm(form: FormData): Upload {
  const files = form.getAll('file').filter((value): value is File => value instanceof File)
  if (files.length === 0) throw invalid('file', 'Choose at least one picture.')
  if (files.length > MAX_FILES) throw invalid('file', `Send at most ${MAX_FILES} pictures at once.`)
  if (files.some((file) => file.size > MAX_IMAGE_BYTES)) throw new ApiProblem('body_too_large')
  const words = readWords({ alt: form.get('alt') ?? undefined, option_values: form.get('option_values') ?? undefined })
  return { files, ...words }
}

/** One picture as the body itself, its words in the query. */
export function readBody(body: Blob, query: Record<string, string | undefined>): Upload {
  return { files: [body], ...readWords({ alt: query.alt, option_values: query.option_values }) }
}

/** Adds every file, in order, or none: all are looked at before the first is stored. */
export async function uploadImages(deps: ImageDeps, productId: string, upload: Upload): Promise<Image[]> {
  for (const file of upload.files) inspectImage(new Uint8Array(await file.arrayBuffer()))
  return addImages(deps, { ...upload, productId })
}

function readWords(fields: Record<string, unknown>): Omit<Upload, 'files'> {
  const words = Words.safeParse(fields)
  if (words.success) return { alt: words.data.alt, optionValues: words.data.option_values }
  throw new ApiProblem(
    'validation_failed',
    words.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const invalid = (path: string, message: string) => new ApiProblem('validation_failed', [{ path, message }])
