import { createRoute } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { listOf, PageQuery } from '#contract/envelope.ts'
import { ImportJob, ImportQuery, ImportRow, ImportRowQuery, MAX_IMPORT_BYTES } from '#contract/import.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { ApiProblem } from '../http/problem.ts'
import { type AppEnv, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, idempotent } from '../idempotency/idempotency.ts'
import { findJob, listJobs, listRows, presentJob } from './import-jobs.ts'
import { MAX_JSON_BYTES } from './receive-file.ts'
import { discardImport, type ReceivedFile, receiveImport, startImport } from './start-import.ts'
import { runTriedFile } from './tried-file.ts'

const MEGABYTE = 1024 * 1024
const MEDIA_TYPES = ['text/csv', 'application/json', 'application/octet-stream'] as const

declare module 'hono' {
  interface ContextVariableMap {
    /** The file that was posted, on the one route that takes one. */
    importFile: ReceivedFile
  }
}

/** What the sender says of the body, before any of it is read. */
const acceptFile = createMiddleware<AppEnv>(async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (!MEDIA_TYPES.some((accepted) => accepted === type)) throw new ApiProblem('unsupported_media_type')
  if (Number(c.req.header('content-length') ?? 0) > MAX_IMPORT_BYTES) throw new ApiProblem('body_too_large')
  await next()
})

/**
 * Stores the file before its key is looked at: what a file is the same as can only be told from all of it. One that starts
 * no import, because it is refused or was sent before, is deleted again.
 */
const receive = createMiddleware<AppEnv>(async (c, next) => {
  const query = ImportQuery.safeParse(c.req.query())
  if (!query.success) return next() // the route's own check says what is wrong
  const { body } = c.req.raw
  if (!body) throw new ApiProblem('import_format_unrecognised')
  const { format, currency: said } = query.data
  const file = await receiveImport(c.env, c.var.db, body, { format, currency: c.var.store.currency, said })
  c.set('importFile', file)
  await next()
  const hasStarted = c.res.ok && !c.res.headers.has('idempotent-replayed')
  if (!hasStarted) await discardImport(c.env, c.var.db, file)
})

const once = idempotent({
  status: 202,
  fingerprint: (c) => JSON.stringify([c.req.query(), c.var.importFile?.digest]),
})

// A plain JSON schema: a zod one would make the router read the body whole before the handler sees it.
const file = { schema: { type: 'string', format: 'binary' } } as const

const postImport = createRoute({
  method: 'post',
  path: '/imports',
  operationId: 'startImport',
  summary: 'Bring a file of products into the store',
  description: `The body is the file: a Shopify product CSV (either generation of its columns) of at most ${
    MAX_IMPORT_BYTES / MEGABYTE
  } MB, or JSON (dummyjson products, tradewind-catalogue/1) of at most ${
    MAX_JSON_BYTES / MEGABYTE
  } MB. The answer is the job, which goes on by itself: ask for it until it is completed. The same file again changes nothing. An import deletes nothing.`,
  tags: ['Imports'],
  ...allow('catalogue:write', acceptFile, receive, once),
  request: {
    params: storeParam,
    query: ImportQuery,
    headers: idempotencyHeader,
    body: { required: true, content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, file])) },
  },
  responses: { 202: json(ImportJob, 'The job, queued.'), ...problems },
})

const oneJob = storeParam.extend({ import_id: Id })

const runImport = createRoute({
  method: 'post',
  path: '/imports/{import_id}/run',
  operationId: 'runTriedImport',
  summary: 'Bring in the file of a dry run',
  description:
    'Starts an import of the file that the dry run has read, without sending it again: `file_kept_until` says how long that can be done. The answer is a job of its own.',
  tags: ['Imports'],
  ...allow('catalogue:write', idempotent({ status: 202 })),
  request: { params: oneJob, headers: idempotencyHeader },
  responses: { 202: json(ImportJob, 'The job, queued.'), ...problems },
})

const listImports = createRoute({
  method: 'get',
  path: '/imports',
  operationId: 'listImports',
  summary: 'The imports of a store',
  tags: ['Imports'],
  ...allow('catalogue:read'),
  request: { params: storeParam, query: PageQuery },
  responses: { 200: json(listOf(ImportJob), 'A page of jobs, newest first.'), ...problems },
})

const getImport = createRoute({
  method: 'get',
  path: '/imports/{import_id}',
  operationId: 'getImport',
  summary: 'How far an import is',
  tags: ['Imports'],
  ...allow('catalogue:read'),
  request: { params: oneJob },
  responses: { 200: json(ImportJob, 'The job.'), ...problems },
})

const getImportRows = createRoute({
  method: 'get',
  path: '/imports/{import_id}/rows',
  operationId: 'listImportRows',
  summary: 'What became of each row of a file',
  tags: ['Imports'],
  ...allow('catalogue:read'),
  request: { params: oneJob, query: ImportRowQuery },
  responses: { 200: json(listOf(ImportRow), 'A page of rows, in the order of the file.'), ...problems },
})

export const imports = newRouter()
  .openapi(postImport, async (c) => {
    const { dry_run } = c.req.valid('query')
    const file = c.var.importFile
    const job = await startImport(c.env, c.var.db, { file, dryRun: dry_run === 'true', trail: c.var.trail })
    return c.json(success(presentJob(job)), 202)
  })
  .openapi(runImport, async (c) => {
    const importId = c.req.valid('param').import_id
    const { currency } = c.var.store
    const job = await runTriedFile(c.env, c.var.db, { importId, currency, trail: c.var.trail })
    return c.json(success(presentJob(job)), 202)
  })
  .openapi(listImports, async (c) => c.json(success(await listJobs(c.var.db, c.req.valid('query'))), 200))
  .openapi(getImport, async (c) => {
    const job = await findJob(c.var.db, c.req.valid('param').import_id)
    if (!job) throw new ApiProblem('import_not_found')
    return c.json(success(presentJob(job)), 200)
  })
  .openapi(getImportRows, async (c) => {
    const { import_id } = c.req.valid('param')
    if (!(await findJob(c.var.db, import_id))) throw new ApiProblem('import_not_found')
    return c.json(success(await listRows(c.var.db, import_id, c.req.valid('query'))), 200)
  })
