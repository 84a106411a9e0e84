import type { ReactNode } from 'react'
import { useFrame } from '../lib/frame.ts'

/** The platform's own pages, and those that stand in where no store can be shown. */
export function PlatformFrame({ children }: { children: ReactNode }) {
  const isPlatform = useFrame()?.kind === 'platform'
  return (
    <>
      <header className="site-header">
        <div className="site-header__row site-header__row--platform">
          {isPlatform ? (
            <a className="wordmark wordmark--platform" href="/">
              <Sail />
              Tradewind
            </a>
          ) : (
            <p className="wordmark wordmark--platform">
              <Sail />
              Tradewind
            </p>
          )}
          {isPlatform ? (
            <nav className="platform-nav" aria-label="Platform">
              <ul>
                <li>
                  <a href="/docs">API reference</a>
                </li>
              </ul>
            </nav>
          ) : null}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer site-footer--platform">
        <p className="muted">Tradewind, commerce at the edge. Open source under the MIT license.</p>
      </footer>
    </>
  )
}

const Sail = () => (
  <svg className="wordmark__sail" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
    <path d="M15 4v20H5.5C7.5 15 11 8.5 15 4Z" fill="currentColor" />
    <path className="wordmark__jib" d="M17.5 7.5c5 3.5 8 9.5 9 16.5h-9Z" />
    <path d="M5 28h22" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
  </svg>
)
