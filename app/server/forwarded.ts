/** Who a request is from and for: behind the edge Worker its own host is that of the Pages project. */
import { type Forwarded, readForwarded } from '#contract/forwarded.ts'

/** What the edge has vouched for, else what the request itself shows. */
export async function resolveForwarded(
  request: Request,
  settings: Parameters<typeof readForwarded>[1],
): Promise<Forwarded> {
  const vouched = await readForwarded(request.headers, settings)
  return vouched ?? { host: new URL(request.url).host, client: request.headers.get('cf-connecting-ip') ?? '' }
}
