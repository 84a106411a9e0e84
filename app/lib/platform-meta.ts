/** Titles of the platform's pages. Most are somebody's own, and no search engine keeps those. */
import type { MetaFunction } from '@remix-run/cloudflare'
import { siteOf } from './frame.ts'
import { pageMeta } from './seo.ts'

export const platformMeta =
  (title: string, { isPrivate = true, path = '/' } = {}): MetaFunction =>
  ({ matches }) =>
    pageMeta({ ...siteOf(matches), title, path, isPrivate })
