/** For tests of the checkout: its fields as a shopper of the small store has filled them in. */
export const TYPED = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postal_code: '94107',
  country: 'US',
  payment_method_id: 'test_pays',
  checkout_key: 'key-1',
}
