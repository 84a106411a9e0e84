/** For scripts: whether an address is free (`?address=`), or which one a name suggests (`?name=`). */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { orPageError } from '../../server/page-error.ts'
import { requirePlatform } from '../../server/require-site.ts'
import { addressState, suggestedAddress } from './free-address.ts'

const LONGEST = 120

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requirePlatform(context)
  const { searchParams } = new URL(request.url)
  const [name, address] = ['name', 'address'].map((field) => (searchParams.get(field) ?? '').trim().slice(0, LONGEST))
  if (address) return Response.json(await orPageError(addressState(context, address)))
  const suggested = name ? await orPageError(suggestedAddress(context, name)) : null
  return Response.json({
    address: suggested ?? '',
    state: suggested ? 'free' : 'invalid',
    problem: null,
    instead: null,
  })
}
