/** The API reference: a guide to the first call, and every operation by tag. Plain HTML: each operation has a page. */
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { requirePlatform } from '../../server/require-site.ts'
import { siteOf } from '../../ui/frame.ts'
import { pageMeta } from '../../ui/seo.ts'
import { CodeBlock, OperationName } from './api-operation.tsx'
import { apiVersion, operationGroups } from './api-reference.ts'
import docsStylesUrl from './docs.css?url'
import { firstCalls, keyCall } from './first-calls.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  await requirePlatform(context)
  const { origin, env } = context
  const demoHost = `demo.${env.PLATFORM_HOST.replace(/:\d+$/, '')}`
  return { version: apiVersion(), groups: operationGroups(), steps: firstCalls(origin, demoHost), key: keyCall(origin) }
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: docsStylesUrl }]

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({
    ...siteOf(matches),
    title: 'API reference',
    path: '/docs',
    description: 'Every operation of the Tradewind API, with a guide to the first call.',
  })

export default function Docs() {
  const { version, groups, steps, key } = useLoaderData<typeof loader>()
  return (
    <>
      <header className="page-head">
        <h1>API reference</h1>
        <p className="lead">
          Version {version}. Generated from the schemas that check every request. For your own tools:{' '}
          <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
        </p>
      </header>
      <div className="docs">
        <nav className="docs__contents" aria-label="Contents">
          <ul>
            <li>
              <a href="#guide">Your first call</a>
            </li>
            <li>
              <a href="#basics">Basics</a>
            </li>
            {groups.map(({ tag, anchor, operations }) => (
              <li key={anchor}>
                <a href={`#${anchor}`}>
                  {tag} <span className="muted">{operations.length}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="docs__page">
          <section id="guide" className="docs__section" aria-labelledby="guide-title">
            <h2 id="guide-title">Your first call</h2>
            <p>From a store to an order in five commands, with curl and jq.</p>
            <ol className="docs__steps">
              {[...steps, key].map(({ title, text, command }) => (
                <li key={title}>
                  <h3>{title}</h3>
                  <p>{text}</p>
                  <CodeBlock label={`Command: ${title}`} text={command} />
                </li>
              ))}
            </ol>
          </section>
          <section id="basics" className="docs__section" aria-labelledby="basics-title">
            <h2 id="basics-title">Basics</h2>
            <dl className="docs__facts">
              <div>
                <dt>Answers</dt>
                <dd>
                  Every answer is <code>{'{ "data": …, "error": … }'}</code>; one of the two is null. An error has a
                  stable <code>code</code>, a <code>message</code> for people, <code>details</code> by field and a{' '}
                  <code>request_id</code> to quote.
                </dd>
              </div>
              <div>
                <dt>Amounts</dt>
                <dd>Whole numbers of the currency’s minor unit: 1999 with USD is $19.99, with JPY it is ¥1,999.</dd>
              </div>
              <div>
                <dt>Keys</dt>
                <dd>
                  A secret key <code>sk_…</code> is sent as <code>Authorization: Bearer …</code>. Each operation says
                  which permission it needs.
                </dd>
              </div>
              <div>
                <dt>Repeating a call</dt>
                <dd>
                  Send an <code>Idempotency-Key</code> with what creates something: the same call again has no second
                  effect and the same answer. Wait for <code>Retry-After</code> with 429 and 503.
                </dd>
              </div>
            </dl>
          </section>
          {groups.map(({ tag, anchor, operations }) => (
            <section key={anchor} id={anchor} className="docs__section" aria-labelledby={`${anchor}-title`}>
              <h2 id={`${anchor}-title`}>{tag}</h2>
              <ul className="docs__operations">
                {operations.map((operation) => (
                  <li key={operation.id}>
                    <a href={`/docs/${operation.id}`}>
                      <span>{operation.summary}</span>
                      <OperationName operation={operation} />
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>
  )
}
