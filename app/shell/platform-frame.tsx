import type { ReactNode } from 'react'
import { useFrame } from '../ui/frame.ts'
import { SailIcon } from '../ui/icons.tsx'

/** The platform's own pages, and those that stand in where no store can be shown. */
export function PlatformFrame({ children }: { children: ReactNode }) {
  const frame = useFrame()
  const isPlatform = frame?.kind === 'platform'
  return (
    <>
      <header className="site-header">
        <div className="site-header__row site-header__row--platform">
          {isPlatform ? (
            <a className="wordmark wordmark--platform" href="/">
              <SailIcon />
              Tradewind
            </a>
          ) : (
            <p className="wordmark wordmark--platform">
              <SailIcon />
              Tradewind
            </p>
          )}
          {isPlatform ? <PlatformNav isSignedIn={frame.isSignedIn} /> : null}
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

const PlatformNav = ({ isSignedIn }: { isSignedIn: boolean }) => (
  <nav className="platform-nav" aria-label="Platform">
    <ul>
      <li className="platform-nav__aside">
        <a href="/docs">API reference</a>
      </li>
      {isSignedIn ? (
        <li>
          <a href="/dashboard">Dashboard</a>
        </li>
      ) : (
        <>
          <li>
            <a href="/log-in">Log in</a>
          </li>
          <li>
            <a className="platform-nav__main" href="/sign-up">
              Open a store
            </a>
          </li>
        </>
      )}
    </ul>
  </nav>
)
