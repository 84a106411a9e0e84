/** What the frame of every page knows: read with `useRootData()`, in `meta` with `rootDataOf(matches)`. */
import { useRouteLoaderData } from '@remix-run/react'
import type { Category } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'

export interface RootData {
  /** Null on the platform's own pages, and where there is no store to show. */
  store: Store | null
  kind: 'platform' | 'store' | 'suspended' | 'unknown'
  categories: Category[]
  cartCount: number
  origin: string
  host: string
}

/** Undefined only where the lookup of the site itself failed. */
export const useRootData = (): RootData | undefined => useRouteLoaderData<RootData>('root')

/** For pages that `requireStore` has let through. */
export function useStore(): Store {
  const store = useRootData()?.store
  if (!store) throw new Error('This component belongs on a store page')
  return store
}

export function rootDataOf(matches: readonly ({ id: string; data: unknown } | undefined)[]): RootData | undefined {
  return matches.find((match) => match?.id === 'root')?.data as RootData | undefined
}

/** What `pageMeta` needs of the site. */
export function siteOf(matches: Parameters<typeof rootDataOf>[0]): { siteName: string; origin: string } {
  const root = rootDataOf(matches)
  return { siteName: root?.store?.name ?? 'Tradewind', origin: root?.origin ?? 'http://localhost' }
}
