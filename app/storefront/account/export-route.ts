/** Everything that the store keeps about whoever is logged in, as a file. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { localDay } from '#domain/dates.ts'
import { openAccount } from './require-account.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { account, ask, store } = await openAccount(args)
  const copy = await ask(account.export())
  const name = `${store.slug}-my-data-${localDay(copy.exported_at, store.time_zone)}.json`
  return new Response(JSON.stringify(copy, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
