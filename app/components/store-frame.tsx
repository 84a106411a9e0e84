import type { ReactNode } from 'react'
import { useCurrency, useFrame, useStore } from '../lib/frame.ts'
import { StoreFooter } from './store-footer.tsx'
import { StoreHeader } from './store-header.tsx'

export function StoreFrame({ children }: { children: ReactNode }) {
  const store = useStore()
  const frame = useFrame()
  const categories = frame?.categories ?? []
  return (
    <>
      <StoreHeader store={store} categories={categories} cartCount={frame?.cartCount ?? 0} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <StoreFooter store={store} categories={categories} currency={useCurrency()} />
    </>
  )
}
