/**
 * One mail's HTML, for the sandboxed frame of the mailbox. It may show itself and open its links in new tabs, and do
 * nothing else.
 */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Id } from '#contract/primitives.ts'
import { orPageError, pageError } from '../../server/page-error.ts'
import { requireDevelopment } from '../../server/require-site.ts'
import { readMessage } from './mailbox.ts'

const MAIL_POLICY =
  "default-src 'none'; img-src *; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

export async function loader({ context, params }: LoaderFunctionArgs) {
  requireDevelopment(context)
  const id = Id.safeParse(params.id)
  if (!id.success) throw pageError(404, 'not_found', context.requestId)
  const message = await orPageError(readMessage(context.api, id.data))
  // A link would open inside the frame, where nothing of ours may be.
  const page = message.body_html.replace(/<head[^<>]*>/i, '$&<base target="_blank">')
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': MAIL_POLICY },
  })
}
