/** What the frame of every page knows: whose site it is, its menu, and the number beside the cart. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import { useRouteLoaderData } from '@remix-run/react'
import { createContext, useContext } from 'react'
import type { Category } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'
import { readCartCount } from './cart-cookie.ts'
import { orPageError } from './page-error.ts'
import type { Site } from './site.ts'

export interface Frame {
  kind: Site['kind']
  /** Null on the platform's own pages, and where there is no store to show. */
  store: Store | null
  categories: Category[]
  cartCount: number
  origin: string
  host: string
  platformHost: string
}

export async function readFrame(context: AppLoadContext, request: Request): Promise<Frame> {
  const { origin, host } = context
  const site = await orPageError(context.site())
  const platformHost = context.env.PLATFORM_HOST
  const frame = { origin, host, platformHost, kind: site.kind, cartCount: readCartCount({ request, origin }) }
  if (site.kind !== 'store') return { ...frame, store: null, categories: [] }
  // A menu that cannot be read costs the menu, not the page.
  const categories = await site.shop.categories().catch(() => [])
  return { ...frame, store: site.store, categories }
}

interface Rendering {
  requestId: string
  /** For error pages that Remix renders without the root's data: after a failed action it does not load it. */
  frame: Frame | undefined
}

/** Pages are rendered on the server only, so what one rendering knows can travel beside Remix's own data. */
export const RenderingContext = createContext<Rendering>({ requestId: '', frame: undefined })

/** Undefined only where the lookup of the site itself failed. */
export function useFrame(): Frame | undefined {
  const loaded = useRouteLoaderData<Frame>('root')
  const { frame } = useContext(RenderingContext)
  return loaded ?? frame
}

/** For pages that `requireStore` has let through. */
export function useStore(): Store {
  const store = useFrame()?.store
  if (!store) throw new Error('This component belongs on a store page')
  return store
}

type Matches = readonly ({ id: string; data: unknown } | undefined)[]

/** The same in `meta`, which knows no hooks. */
export function frameOf(matches: Matches): Frame | undefined {
  return matches.find((match) => match?.id === 'root')?.data as Frame | undefined
}

/** What `pageMeta` needs of the site. */
export function siteOf(matches: Matches): { siteName: string; origin: string } {
  const frame = frameOf(matches)
  return { siteName: frame?.store?.name ?? 'Tradewind', origin: frame?.origin ?? 'http://localhost' }
}
