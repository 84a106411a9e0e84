/** Types for tests; the module itself is plain JavaScript, so that it runs before anything is installed. */
interface Store {
  id: string
  slug: string
  name: string
  url: string
}

export const DEMO_MERCHANT: { email: string; password: string }
export function demoMerchant(
  url: string,
  firstStore?: { name: string; slug: string; country: string; currency: string },
): Promise<{ token: string; tenantId: string; stores: Store[] }>
