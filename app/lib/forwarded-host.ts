/** Which host a request is for: behind the edge Worker its own is that of the Pages project, the shopper's is in a header. */
import { edgeSecretOf, HOST_HEADER, isHostSignature, SIGNATURE_HEADER } from '#contract/forwarded-host.ts'

/** The host that the edge has vouched for, else the request's own. */
export async function believedHost(request: Request, settings: Parameters<typeof edgeSecretOf>[0]): Promise<string> {
  const own = new URL(request.url).host
  const claimed = request.headers.get(HOST_HEADER)
  const signature = request.headers.get(SIGNATURE_HEADER)
  const secret = edgeSecretOf(settings)
  if (!claimed || !signature || !secret || !isHost(claimed)) return own
  return (await isHostSignature(signature, claimed, secret)) ? claimed.toLowerCase() : own
}

const isHost = (text: string) => /^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(text)
