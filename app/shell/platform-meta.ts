/** Titles of the platform's pages. Most are somebody's own, and no search engine keeps those. */
import type { MetaFunction } from '@remix-run/cloudflare'
import { errorWords } from '../ui/error-words.ts'
import { frameOf, siteOf } from '../ui/frame.ts'
import { pageMeta } from '../ui/seo.ts'
import { toldError } from '../ui/told-error.ts'

interface Options<Loader> {
  isPrivate?: boolean
  path?: string
  /** What the thing on the page is called, from the page's data: "Autumn sale · Promotion". */
  nameOf?: (data: NonNullable<Parameters<MetaFunction<Loader>>[0]['data']>) => string | null | undefined
}

/** Of a page, or of what could not be shown in its area. */
export const platformMeta =
  <Loader = unknown>(
    kind: string,
    { isPrivate = true, path = '/', nameOf }: Options<Loader> = {},
  ): MetaFunction<Loader> =>
  ({ matches, data, error }) => {
    const site = siteOf(matches)
    if (error) {
      const { title } = errorWords(toldError(error), frameOf(matches))
      return pageMeta({ ...site, title, path, isPrivate: true })
    }
    const name = data ? nameOf?.(data) : null
    return pageMeta({ ...site, title: name ? `${name} · ${kind}` : kind, path, isPrivate })
  }
