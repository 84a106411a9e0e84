/**
 * A picture from somebody else's server, by its address, without letting the address lead anywhere inside.
 *
 * Guard     `public-url.ts`; no redirects.
 * Limits    8 seconds in all and 10 MB, counted as the bytes arrive.
 * Errors    Never throws: `reason` is a sentence for the person who looks at the import.
 */

import { readLimited } from '#contract/read-limited.ts'
import { publicUrl } from '../lib/public-url.ts'
import { MAX_IMAGE_BYTES } from './inspect-image.ts'

const TIMEOUT_MS = 8_000

/** `isSilent`: the server did not answer at all, so its other pictures need not be asked for just now. */
export type FetchImageResult =
  | { outcome: 'fetched'; bytes: Uint8Array }
  | { outcome: 'failed'; reason: string; isSilent?: true }

const failed = (reason: string): FetchImageResult => ({ outcome: 'failed', reason })

export async function fetchImage(url: string, { allowHttp = false } = {}): Promise<FetchImageResult> {
  const checked = publicUrl(url, { allowHttp })
  if (typeof checked === 'string') return failed(checked)
  try {
    const response = await fetch(checked, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
        'user-agent': 'Tradewind/1 (pictures)',
      },
    })
    return await readImage(response)
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError'
    const reason = isTimeout ? 'The server took longer than 8 seconds.' : 'The server could not be reached.'
    return { outcome: 'failed', reason, isSilent: true }
  }
}

async function readImage(response: Response): Promise<FetchImageResult> {
  if (response.status >= 300 && response.status < 400) return failed('The address leads on to another one.')
  if (response.status !== 200) return failed(`The server answered ${response.status}.`)
  const announced = Number(response.headers.get('content-length') ?? 0)
  const bytes = announced > MAX_IMAGE_BYTES ? null : await readLimited(response.body, MAX_IMAGE_BYTES)
  if (!bytes) return failed('The picture is larger than 10 MB.')
  return bytes.byteLength === 0 ? failed('The server sent an empty file.') : { outcome: 'fetched', bytes }
}
