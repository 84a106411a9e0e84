/**
 * The frame of every page: plain HTML, one stylesheet, one small script that nothing depends on. Pages that ask for it
 * (`handle.hydrate`) bring their own frame and Remix's client instead.
 */

import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import enhanceUrl from './client/index.ts?script'
import sendOnce from './client/send-once.ts?inline-script'
import frauncesUrl from './fonts/fraunces-basic.woff2?url'
import instrumentUrl from './fonts/instrument-sans-basic.woff2?url'
import stylesUrl from './index.css?url'
import { readFrame } from './server/read-frame.ts'
import { PlatformFrame } from './shell/platform-frame.tsx'
import { CheckoutFrame } from './storefront/frame/checkout-frame.tsx'
import { isQuiet } from './storefront/frame/quiet.ts'
import { StoreFrame } from './storefront/frame/store-frame.tsx'
import { ErrorPage } from './ui/error-page.tsx'
import { errorWords } from './ui/error-words.ts'
import { RenderingContext, useFrame } from './ui/frame.ts'
import { isHydrated } from './ui/hydration.ts'
import { InPageLink } from './ui/in-page-link.tsx'
import { InlineScript } from './ui/inline-script.tsx'
import { toldError } from './ui/told-error.ts'

export function loader({ context, request }: LoaderFunctionArgs) {
  return readFrame(context, request)
}

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }]

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.store?.name ?? 'Tradewind' }]

/** The title of a page that cannot be shown says so; after a failed action there is no data for `meta` to say it with. */
function ErrorHead({ error }: { error: unknown }) {
  const frame = useFrame()
  const siteName = frame?.store?.name ?? 'Tradewind'
  return (
    <>
      <title>{`${errorWords(toldError(error), frame).title} · ${siteName}`}</title>
      <meta name="robots" content="noindex" />
    </>
  )
}

export function Layout({ children }: { children: ReactNode }) {
  const frame = useFrame()
  const theme = frame?.store?.theme ?? 'plain'
  const fonts = theme === 'plain' ? [instrumentUrl] : [instrumentUrl, frauncesUrl]
  const { nonce } = useContext(RenderingContext)
  const error = useRouteError() // null or undefined where there is none
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
        {error ? <ErrorHead error={error} /> : <Meta />}
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
