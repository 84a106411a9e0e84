/** What the frame of every page knows: whose site it is, its menu, and the number beside the cart. */
import { useRouteLoaderData } from '@remix-run/react'
import { createContext, useContext } from 'react'
import type { Store } from '#contract/store.ts'
import type { Menu } from './menu.ts'

export interface Frame {
  kind: 'platform' | 'store' | 'suspended' | 'unknown'
  /** Null on the platform's own pages, and where there is no store to show. */
  store: Store | null
  menu: Menu
  cartCount: number
  /** In which prices are shown; empty without a store. */
  currency: string
  /** As canonical links name it. */
  origin: string
  /** As the person has typed it. */
  host: string
  platformHost: string
  isSignedIn: boolean
}

interface Rendering {
  requestId: string
  nonce: string | undefined
  /** For error pages that Remix renders without the root's data: after a failed action it does not load it. */
  frame: Frame | undefined
}

/** What a rendering on the server knows beside Remix's own data. Remix's client knows none of it. */
export const RenderingContext = createContext<Rendering>({ requestId: '', nonce: undefined, frame: undefined })

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

/** The currency in which prices are shown: the shopper's choice, or the store's own. For store pages. */
export const useCurrency = (): string => useFrame()?.currency ?? ''

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
