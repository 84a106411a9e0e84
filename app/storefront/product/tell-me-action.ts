/** "Tell me when it is back": read from its form and asked of the API. */
import { StockSubscription } from '#contract/inventory.ts'
import { isApiFailure } from '../../server/api.ts'
import { isFault } from '../../server/page-error.ts'
import { refusalText } from '../../server/refusal-text.ts'
import type { StorefrontClient } from '../../server/storefront-client.ts'
import type { TellMeState } from './back-in-stock-form.tsx'

type Asked = { outcome: 'asked' } | { outcome: 'refused'; status: number; state: TellMeState }

export async function askToBeTold(shop: StorefrontClient, form: FormData): Promise<Asked> {
  const typed = { variant_id: String(form.get('variant_id') ?? ''), email: String(form.get('email') ?? '').trim() }
  const refuse = (status: number, error: string): Asked => ({
    outcome: 'refused',
    status,
    state: { isTold: false, email: typed.email, variantId: typed.variant_id, error },
  })
  const body = StockSubscription.safeParse(typed)
  if (!body.success) {
    const aboutAddress = body.error.issues.find(({ path }) => path[0] === 'email')
    return refuse(422, aboutAddress?.message ?? 'Choose which one.')
  }
  try {
    await shop.tellWhenBack(body.data)
    return { outcome: 'asked' }
  } catch (error) {
    if (!isApiFailure(error) || isFault(error)) throw error
    return refuse(error.status, refusalText(error))
  }
}
