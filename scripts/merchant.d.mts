/** Types for tests; the module itself is plain JavaScript, so that it runs before anything is installed. */
interface Store {
  id: string
  slug: string
  name: string
  url: string
}

interface Account {
  name: string
  email: string
  password: string
}
interface Merchant {
  token: string
  tenantId: string
  stores: Store[]
}

export const DEMO_MERCHANT: Account
export function demoMerchant(url: string): Promise<Merchant>
export function merchantOf(
  url: string,
  account: Account,
  firstStore: { name: string; slug: string; country: string; currency: string },
): Promise<Merchant>
