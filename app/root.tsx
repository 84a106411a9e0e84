/**
 * The frame of every page: plain HTML, one stylesheet, one small script that nothing depends on. Pages that ask for it
 * (`handle.hydrate`) bring their own frame and Remix's client instead.
 */

import frauncesUrl from '@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2?url'
import instrumentUrl from '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2?url'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { CheckoutFrame } from './components/checkout-frame.tsx'
import { ErrorPage } from './components/error-page.tsx'
import { InPageLink } from './components/in-page-link.tsx'
import { InlineScript } from './components/inline-script.tsx'
import { PlatformFrame } from './components/platform-frame.tsx'
import { StoreFrame } from './components/store-frame.tsx'
import enhanceUrl from './enhance/index.ts?script'
import sendOnce from './enhance/send-once.ts?inline-script'
import { RenderingContext, useFrame } from './lib/frame.ts'
import { isHydrated } from './lib/hydration.ts'
import { isQuiet } from './lib/quiet.ts'
import { readFrame } from './lib/read-frame.ts'
import stylesUrl from './styles/index.css?url'

export function loader({ context, request }: LoaderFunctionArgs) {
  return readFrame(context, request)
}

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }]

export const meta: MetaFunction<typeof loader> = ({ data, error }) => [
  { title: error ? 'Sorry' : (data?.store?.name ?? 'Tradewind') },
]

export function Layout({ children }: { children: ReactNode }) {
  const frame = useFrame()
  const theme = frame?.store?.theme ?? 'plain'
  const fonts = theme === 'plain' ? [instrumentUrl] : [instrumentUrl, frauncesUrl]
  const { nonce } = useContext(RenderingContext)
  const matches = useMatches()
  const hasClient = isHydrated(matches)
  const StoreFrameOf = isQuiet(matches) ? CheckoutFrame : StoreFrame
  const Frame = frame?.store ? StoreFrameOf : PlatformFrame
  return (
    <html lang={frame?.store?.locale ?? 'en'} data-theme={theme} data-scheme={frame?.store ? undefined : 'auto'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {fonts.map((url) => (
          <link key={url} rel="preload" href={url} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <link rel="stylesheet" href={stylesUrl} />
        <Meta />
        <Links />
        {hasClient ? null : <script type="module" src={enhanceUrl} />}
      </head>
      <body>
        {hasClient ? <InlineScript code={sendOnce} /> : null}
        <InPageLink className="skip-link" to="main">
          Skip to content
        </InPageLink>
        {hasClient ? children : <Frame>{children}</Frame>}
        {hasClient ? <ScrollRestoration nonce={nonce} /> : null}
        {hasClient ? <Scripts nonce={nonce} /> : null}
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export const ErrorBoundary = ErrorPage
