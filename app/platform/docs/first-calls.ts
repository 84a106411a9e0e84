/** The guide's commands: from a store to an order, each as it is run. A test runs them as they stand here. */
export interface GuideStep {
  title: string
  text: string
  command: string
}

/** `origin` is where the API answers; the store is one of the demo stores. */
export const firstCalls = (origin: string, host: string): GuideStep[] => [
  {
    title: 'Find the store',
    text: 'Stores are called by their id. Every answer is { "data": …, "error": … }; jq takes out what the next command needs.',
    command: `API=${origin}/api/v1
STORE=$(curl -s "$API/stores/resolve?host=${host}" | jq -r .data.id)`,
  },
  {
    title: 'List products',
    text: 'Public data needs no key.',
    command: `curl -s "$API/stores/$STORE/products?per_page=3" | jq -r '.data.items[] | .slug + "  " + .title'
VARIANT=$(curl -s "$API/stores/$STORE/products/stoneware-mug" | jq -r '[.data.variants[] | select(.available > 0)][0].id')`,
  },
  {
    title: 'Make a cart and put something into it',
    text: 'The cart’s token proves that it is yours: it goes with every further call. An Idempotency-Key makes a call safe to repeat.',
    command: `CREATED=$(curl -s -X POST "$API/stores/$STORE/carts" -H "Idempotency-Key: my-first-cart-$(date +%s)")
CART=$(echo "$CREATED" | jq -r .data.cart.id)
TOKEN=$(echo "$CREATED" | jq -r .data.token)
curl -s -X POST "$API/stores/$STORE/carts/$CART/lines" \\
  -H "X-Cart-Token: $TOKEN" -H "Content-Type: application/json" \\
  -d "{\\"variant_id\\": \\"$VARIANT\\", \\"quantity\\": 1}" | jq .data.totals.total`,
  },
  {
    title: 'See the total for an address',
    text: 'With a country, region and delivery option the cart says what is to be paid.',
    command: `QUOTE=$(curl -s "$API/stores/$STORE/carts/$CART?country=US&region=CA&postal_code=94107" -H "X-Cart-Token: $TOKEN")
RATE=$(echo "$QUOTE" | jq -r .data.shipping_rates[0].id)
TOTAL=$(curl -s "$API/stores/$STORE/carts/$CART?country=US&region=CA&postal_code=94107&shipping_rate_id=$RATE" \\
  -H "X-Cart-Token: $TOKEN" | jq -c .data.totals.total)
echo "$TOTAL"`,
  },
  {
    title: 'Check out',
    text: 'Pays with the test card and answers with the order. The total is the one that you have seen: if it has changed, nothing is charged.',
    command: `curl -s -X POST "$API/stores/$STORE/carts/$CART/checkout" \\
  -H "X-Cart-Token: $TOKEN" -H "Content-Type: application/json" -H "Idempotency-Key: my-first-order-$(date +%s)" \\
  -d "{
    \\"email\\": \\"ada@example.com\\",
    \\"shipping_address\\": {
      \\"name\\": \\"Ada Lovelace\\", \\"line1\\": \\"1 Analytical Way\\", \\"city\\": \\"San Francisco\\",
      \\"region\\": \\"CA\\", \\"postal_code\\": \\"94107\\", \\"country\\": \\"US\\"
    },
    \\"shipping_rate_id\\": \\"$RATE\\",
    \\"payment_method_id\\": \\"test_pays\\",
    \\"expected_total\\": $TOTAL
  }" | jq .data.status`,
  },
]

/** With a key of one's own: what a merchant's program does. */
export const keyCall = (origin: string): GuideStep => ({
  title: 'Call with an API key',
  text: 'A merchant’s programs use a secret key. Create one in the dashboard under Settings, API keys, with the permissions that the program needs, and send it as a bearer token.',
  command: `curl -s "${origin}/api/v1/stores/$STORE/inventory?per_page=3" -H "Authorization: Bearer $KEY" | jq '.data.items[] | {sku, available}'`,
})
