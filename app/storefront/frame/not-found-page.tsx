/** Every address that is no page. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { pageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'

export async function loader({ context }: LoaderFunctionArgs): Promise<never> {
  await requireStore(context) // an unknown or closed store says so, whatever the address
  throw pageError(404, 'not_found', context.requestId)
}

/** A form posted to nowhere: the same answer. */
export const action = loader

export default function NoPage() {
  return null
}
