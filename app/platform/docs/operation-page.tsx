/** One operation of the API: who may call it, what it takes and what it answers. */
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { pageError } from '../../server/page-error.ts'
import { requirePlatform } from '../../server/require-site.ts'
import { siteOf } from '../../ui/frame.ts'
import { pageMeta } from '../../ui/seo.ts'
import { CodeBlock, FieldTable, OperationName } from './api-operation.tsx'
import { anchorOf, operationPage } from './api-reference.ts'
import docsStylesUrl from './docs.css?url'

export async function loader({ context, params }: LoaderFunctionArgs) {
  await requirePlatform(context)
  const operation = operationPage(params.operationId ?? '')
  if (!operation) throw pageError(404, 'not_found', context.requestId)
  return { operation, anchor: anchorOf(operation.tag) }
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: docsStylesUrl }]

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => {
  const { operation } = data ?? {}
  const title = operation ? `${operation.summary} · API reference` : 'Page not found'
  return pageMeta({ ...siteOf(matches), title, path: `/docs/${operation?.id ?? ''}`, description: operation?.summary })
}

export default function Operation() {
  const { operation, anchor } = useLoaderData<typeof loader>()
  const { summary, description, permission, parameters, body, answers, tag } = operation
  return (
    <article className="docs__page docs__page--single">
      <nav className="breadcrumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href="/docs">API reference</a>
          </li>
          <li>
            <a href={`/docs#${anchor}`}>{tag}</a>
          </li>
        </ol>
      </nav>
      <header className="page-head">
        <h1>{summary}</h1>
        <OperationName operation={operation} />
        {description ? <p className="lead">{description}</p> : null}
      </header>
      <section className="docs__section" aria-labelledby="access">
        <h2 id="access">Access</h2>
        <p>{permission}</p>
      </section>
      {parameters.length > 0 ? (
        <section className="docs__section" aria-labelledby="parameters">
          <h2 id="parameters">Parameters</h2>
          <FieldTable
            caption="Parameters"
            rows={parameters.map(({ place, text, ...row }) => ({ ...row, text: text ? `${place}. ${text}` : place }))}
          />
        </section>
      ) : null}
      {body ? (
        <section className="docs__section" aria-labelledby="body">
          <h2 id="body">Body</h2>
          <p className="muted">{body.types.join(', ')}</p>
          {body.rows.length > 0 ? <FieldTable caption="Body" rows={body.rows} /> : null}
          {body.example ? <CodeBlock label="Example of the body" text={body.example} /> : null}
        </section>
      ) : null}
      <section className="docs__section" aria-labelledby="answers">
        <h2 id="answers">Answers</h2>
        {answers.map(({ status, text, rows, example }) => (
          <div key={status} className="docs__answer">
            <h3>
              {status} <span className="muted">{text}</span>
            </h3>
            {rows.length > 0 ? (
              <details>
                <summary className="text-link">Fields</summary>
                <FieldTable caption={`Fields of ${status}`} rows={rows} />
              </details>
            ) : null}
            {example ? <CodeBlock label={`Example of ${status}`} text={example} /> : null}
          </div>
        ))}
        <p className="muted">
          Every other answer is an error with a code, as described in the <a href="/docs#basics">basics</a>.
        </p>
      </section>
    </article>
  )
}
