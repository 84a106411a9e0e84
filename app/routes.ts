/** The table of contents: every address of the app, and the module that answers it. */
import { index, prefix, type RouteConfig, route } from '@remix-run/route-config'

const storefront = [
  route('cart', 'storefront/cart/cart-page.tsx'),
  route('cart/open', 'storefront/cart/open-cart-page.tsx'),
  route('categories', 'storefront/listing/categories-page.tsx'),
  route('categories/:slug', 'storefront/listing/category-page.tsx'),
  route('checkout', 'storefront/checkout/checkout-page.tsx'),
  route('currency', 'storefront/frame/currency-route.ts'),
  route('orders/:number', 'storefront/order/order-page.tsx'),
  route('policies/:kind', 'storefront/policies/policy-page.tsx'),
  route('products/:slug', 'storefront/product/product-page.tsx'),
  route('search', 'storefront/listing/search-page.tsx'),
  route('robots.txt', 'storefront/sitemap/robots-route.ts'),
  route('sitemap.xml', 'storefront/sitemap/sitemap-route.ts'),
]

/** Of a store's customers. */
const account = [
  route('account', 'storefront/account/layout.tsx', [
    index('storefront/account/overview-page.tsx'),
    route('addresses', 'storefront/account/addresses-page.tsx'),
    route('addresses/new', 'storefront/account/new-address-page.tsx'),
    route('addresses/:id', 'storefront/account/edit-address-page.tsx'),
    route('orders', 'storefront/account/orders-page.tsx'),
    route('privacy', 'storefront/account/privacy-page.tsx'),
    route('privacy/deactivate', 'storefront/account/deactivate-page.tsx'),
    route('privacy/erase', 'storefront/account/erase-page.tsx'),
    route('profile', 'storefront/account/profile-page.tsx'),
    route('profile/password', 'storefront/account/password-page.tsx'),
    route('sessions', 'storefront/account/sessions-page.tsx'),
  ]),
  ...prefix('account', [
    route('confirm', 'storefront/account/confirm-page.tsx'),
    route('export', 'storefront/account/export-route.ts'),
    route('forgot-password', 'storefront/account/forgot-password-page.tsx'),
    route('goodbye', 'storefront/account/goodbye-page.tsx'),
    route('log-in', 'storefront/account/log-in-page.tsx'),
    route('log-out', 'storefront/account/log-out-route.ts'),
    route('orders/:number', 'storefront/account/order-page.tsx'),
    route('reset-password', 'storefront/account/reset-password-page.tsx'),
    route('sign-up', 'storefront/account/sign-up-page.tsx'),
  ]),
]

/** Of the platform's users; `oauth` of customers too. */
const accounts = [
  route('check-mail', 'accounts/check-mail-page.tsx'),
  route('confirm', 'accounts/confirm-page.tsx'),
  route('forgot-password', 'accounts/forgot-password-page.tsx'),
  route('invitation', 'accounts/invitation/invitation-page.tsx'),
  route('log-in', 'accounts/log-in-page.tsx'),
  route('log-in/code', 'accounts/code-page.tsx'),
  route('log-out', 'accounts/log-out-route.ts'),
  route('oauth/callback', 'accounts/oauth/callback-page.tsx'),
  route('oauth/finish', 'accounts/oauth/finish-page.tsx'),
  route('oauth/start', 'accounts/oauth/start-route.ts'),
  route('reset-password', 'accounts/reset-password-page.tsx'),
  route('sign-up', 'accounts/sign-up/sign-up-page.tsx'),
  route('sign-up/address', 'accounts/sign-up/free-address-route.ts'),
]

const ofStore = prefix('stores/:storeId', [
  route('api-keys', 'dashboard/api-keys/list-page.tsx'),
  route('audit', 'dashboard/audit/store-page.tsx'),
  route('domains', 'dashboard/domains/list-page.tsx'),
  route('gift-cards', 'dashboard/gift-cards/list-page.tsx'),
  route('gift-cards/new', 'dashboard/gift-cards/new-page.tsx'),
  route('gift-cards/:giftCardId', 'dashboard/gift-cards/edit-page.tsx'),
  route('imports', 'dashboard/imports/list-page.tsx'),
  route('imports/new', 'dashboard/imports/new-page.tsx'),
  route('imports/:importId', 'dashboard/imports/import-page.tsx'),
  route('inventory', 'dashboard/inventory/list-page.tsx'),
  route('inventory/:variantId', 'dashboard/inventory/variant-page.tsx'),
  route('locations', 'dashboard/locations/list-page.tsx'),
  route('locations/:locationId', 'dashboard/locations/edit-page.tsx'),
  route('policies', 'dashboard/policies/edit-page.tsx'),
  route('price-lists', 'dashboard/price-lists/list-page.tsx'),
  route('price-lists/groups/:groupId', 'dashboard/price-lists/group-page.tsx'),
  route('price-lists/:priceListId', 'dashboard/price-lists/edit-page.tsx'),
  route('price-lists/:priceListId/prices', 'dashboard/price-lists/prices-page.tsx'),
  route('products', 'dashboard/products/list-page.tsx'),
  route('promotions', 'dashboard/promotions/list-page.tsx'),
  route('promotions/new', 'dashboard/promotions/new-page.tsx'),
  route('promotions/:promotionId', 'dashboard/promotions/edit-page.tsx'),
  route('settings', 'dashboard/settings/settings-page.tsx'),
  route('settings/details', 'dashboard/settings/details-page.tsx'),
  route('settings/payments', 'dashboard/settings/payments-page.tsx'),
  route('shipping', 'dashboard/shipping/list-page.tsx'),
  route('shipping/:zone', 'dashboard/shipping/zone-page.tsx'),
  route('taxes', 'dashboard/taxes/edit-page.tsx'),
])

const dashboard = route('dashboard', 'dashboard/layout.tsx', [
  index('dashboard/home/home-page.tsx'),
  route('account', 'dashboard/account/account-page.tsx'),
  route('account/sessions', 'dashboard/account/sessions-page.tsx'),
  route('account/two-step', 'dashboard/account/two-step-page.tsx'),
  route('audit', 'dashboard/audit/business-page.tsx'),
  route('business', 'dashboard/settings/business-page.tsx'),
  route('team', 'dashboard/team/team-page.tsx'),
  route('stores/new', 'dashboard/stores/new-page.tsx'),
  ...ofStore,
])

const platform = [
  route('platform', 'platform/staff/layout.tsx', [
    index('platform/staff/tenants-page.tsx'),
    route('audit', 'platform/staff/audit-page.tsx'),
    route('staff', 'platform/staff/staff-page.tsx'),
    route('tenants/:tenantId', 'platform/staff/tenant-page.tsx'),
  ]),
  route('platform/first-admin', 'platform/staff/first-admin-page.tsx'),
  route('docs', 'platform/docs/reference-page.tsx'),
  route('docs/:operationId', 'platform/docs/operation-page.tsx'),
  route('dev/ui', 'platform/ui/ui-page.tsx'),
  route('dev/mailbox', 'platform/mailbox/mailbox-page.tsx'),
  route('dev/mailbox/:id', 'platform/mailbox/mail-route.ts'),
]

export default [
  index('home-page.tsx'),
  ...storefront,
  ...account,
  ...accounts,
  dashboard,
  ...platform,
  route('*', 'storefront/frame/not-found-page.tsx'),
] satisfies RouteConfig
