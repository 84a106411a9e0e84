/**
 * The typed client of the API: the same schemas that validate, seen from outside. `fetcher` is the service binding in
 * the app, `fetch` elsewhere.
 */
import { hc } from 'hono/client'
import type { Api } from '#api/app.ts'

export type ApiClient = ReturnType<typeof hc<Api>>

export const createClient = (origin: string, fetcher: typeof fetch): ApiClient => hc<Api>(origin, { fetch: fetcher })
