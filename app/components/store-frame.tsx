import type { ReactNode } from 'react'
import { useRootData, useStore } from '../lib/root-data.ts'
import { StoreFooter } from './store-footer.tsx'
import { StoreHeader } from './store-header.tsx'

export function StoreFrame({ children }: { children: ReactNode }) {
  const store = useStore()
  const root = useRootData()
  const categories = root?.categories ?? []
  return (
    <>
      <StoreHeader store={store} categories={categories} cartCount={root?.cartCount ?? 0} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <StoreFooter store={store} categories={categories} />
    </>
  )
}
