/** The API reference: Swagger UI from our own files, reading the document that the API prints. */
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import swaggerStylesUrl from 'swagger-ui-dist/swagger-ui.css?url'
import swaggerUrl from 'swagger-ui-dist/swagger-ui-bundle.js?url'
import docsUrl from '../enhance/docs.ts?script'
import { siteOf } from '../lib/frame.ts'
import { requirePlatform } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import docsStylesUrl from '../styles/docs.css?url'

export async function loader({ context }: LoaderFunctionArgs) {
  await requirePlatform(context)
  return null
}

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: swaggerStylesUrl },
  { rel: 'stylesheet', href: docsStylesUrl },
]

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({
    ...siteOf(matches),
    title: 'API reference',
    path: '/docs',
    description: 'Every endpoint of the Tradewind API, from the schemas that validate it.',
  })

export default function Docs() {
  return (
    <>
      <section className="page-head" aria-labelledby="docs-title">
        <h1 id="docs-title">API reference</h1>
        <p className="lead">
          Printed from the schemas that validate every request. The document itself is at{' '}
          <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> for your own tools.
        </p>
        <h2 className="visually-hidden">Endpoints</h2>
      </section>
      <div id="api-reference" className="api-reference">
        <noscript>
          <p className="notice">The interactive reference needs JavaScript. The document linked above has all of it.</p>
        </noscript>
      </div>
      <script src={swaggerUrl} defer />
      <script type="module" src={docsUrl} />
    </>
  )
}
