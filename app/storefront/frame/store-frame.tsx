import type { ReactNode } from 'react'
import { useCurrency, useFrame, useStore } from '../../ui/frame.ts'
import { NO_MENU } from '../../ui/menu.ts'
import { StoreFooter } from './store-footer.tsx'
import { StoreHeader } from './store-header.tsx'

export function StoreFrame({ children }: { children: ReactNode }) {
  const store = useStore()
  const frame = useFrame()
  const menu = frame?.menu ?? NO_MENU
  return (
    <>
      <StoreHeader store={store} menu={menu} cartCount={frame?.cartCount ?? 0} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <StoreFooter store={store} menu={menu} currency={useCurrency()} />
    </>
  )
}
