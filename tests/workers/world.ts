/**
 * One tenant with everything in it that an id can name, for tests that look for ways across a border: a store with
 * product, picture, import, cart and order, promotion, gift card and price list; a team with every role; customer, keys, domain, invitation, sessions.
 */
import { v7 as uuidv7 } from 'uuid'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { randomToken, sha256 } from '#api/lib/secrets.ts'
import { KEY_SCOPES, MEMBER_ROLES, type MemberRole } from '#domain/permissions.ts'
import { env, makeProduct, makeStore } from './fixtures.ts'
import { makeCustomer, makeKey, makeMember, type Person } from './people.ts'
import { ADDRESS, newShopper } from './shopper.ts'

type Store = Awaited<ReturnType<typeof makeStore>>

/** In a store of its own, unless one is given. */
export async function makeWorld(given?: Store) {
  const store = given ?? (await makeStore())
  const product = await makeProduct(store.db, { slug: `slug-${uuidv7().slice(-12)}` })
  await insertCategory(store.id, product.slug)
  await platformDb(env)
    .insert(t.storePolicies)
    .values({ storeId: store.id, kind: 'returns', text: 'Thirty days.', html: '<p>Thirty days.</p>', updatedAt: 1 })
    .onConflictDoNothing()
  const variantId = product.variants[0]?.id ?? ''
  const sku = env.SKU_STOCK.getByName(`${store.id}:${variantId}`)
  await sku.setOnHand({ movementId: 'count', onHand: 9, reason: 'opening', actor: 'test' })
  await sku.publish() // nothing is written later by itself
  const shopper = await newShopper(store.id)
  const { data: cart } = await shopper.add(variantId, 1)

  // A tenant has one owner.
  if (given)
    await env.DB.prepare("UPDATE memberships SET role = 'manager' WHERE tenant_id = ?").bind(store.tenantId).run()
  const people = {} as Record<MemberRole, Person>
  for (const role of MEMBER_ROLES) people[role] = await makeMember(store, role, { hasMfa: true })
  const customer = await makeCustomer(store)
  const other = await makeCustomer(store)
  const keys = {
    publishable: await makeKey(store),
    everything: await makeKey(store, [...KEY_SCOPES]),
    without: (scope: string) =>
      makeKey(
        store,
        KEY_SCOPES.filter((each) => each !== scope),
      ),
  }
  const rows = await insertRows(store, product.id, people.owner.id, customer.id)
  const { codes } = (await shopper.enter(rows.code)).data

  const ids = {
    store_id: store.id,
    tenant_id: store.tenantId,
    user_id: people.staff.id,
    session_id: people.owner.session.id,
    product_id: product.id,
    slug: product.slug,
    kind: 'returns',
    variant_id: variantId,
    cart_id: shopper.cartId,
    line_id: cart.lines[0]?.id ?? '',
    code_id: codes[0]?.id ?? '',
    cart_token: shopper.token,
    api_key_id: keys.publishable.id,
    provider: 'google',
    message_id: uuidv7(),
    ...rows,
  }
  return { store, product, shopper, people, customer, other, keys, ids }
}
/** Called as the product, so that one slug names both. */
const insertCategory = (storeId: string, slug: string) =>
  platformDb(env).insert(t.categories).values({
    id: uuidv7(),
    storeId,
    slug,
    name: slug,
    description: '',
    parentId: null,
    position: 0,
    active: true,
    createdAt: 1,
    updatedAt: 1,
  })

export type World = Awaited<ReturnType<typeof makeWorld>>

async function insertRows(
  store: { id: string; tenantId: string },
  productId: string,
  ownerId: string,
  customerId: string,
) {
  const db = platformDb(env)
  const now = Date.now()
  const stamps = { createdAt: now, updatedAt: now }
  const ids = {
    image_id: uuidv7(),
    import_id: uuidv7(),
    domain_id: uuidv7(),
    invitation_id: uuidv7(),
    address_id: uuidv7(),
  }
  const selling = await insertSelling(store.id)
  const orderId = uuidv7()
  const number = 1000 + Math.floor(Math.random() * 1e9) // so that no two stores have the same
  await db.batch([
    db.insert(t.productImages).values({
      id: ids.image_id,
      storeId: store.id,
      productId,
      r2Key: `${store.id}/${productId}/${ids.image_id}.png`,
      contentType: 'image/png',
      bytes: 1,
      width: 1,
      height: 1,
      alt: '',
      position: 0,
      status: 'ready',
      color: '#000',
      optionValues: [],
      ...stamps,
    } as typeof t.productImages.$inferInsert),
    db.insert(t.importJobs).values({
      id: ids.import_id,
      storeId: store.id,
      status: 'completed',
      format: 'shopify',
      dryRun: false,
      r2Key: 'x',
      cursor: {},
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      imagesPending: 0,
      ...stamps,
    }),
    db.insert(t.domains).values({
      id: ids.domain_id,
      storeId: store.id,
      host: `d${ids.domain_id.slice(-12)}.example`,
      token: 'x',
      ...stamps,
    }),
    db.insert(t.invitations).values({
      id: ids.invitation_id,
      tenantId: store.tenantId,
      email: `i${ids.invitation_id}@example.com`,
      role: 'staff',
      tokenHash: await sha256(randomToken()),
      invitedBy: ownerId,
      expiresAt: now + 1e9,
      ...stamps,
    }),
    db.insert(t.oauthAccounts).values({
      provider: 'google',
      providerSubject: uuidv7(),
      realm: 'user',
      storeId: '',
      subjectId: ownerId,
      email: 'o@example.com',
      createdAt: now,
    }),
    db.insert(t.addresses).values({ id: ids.address_id, storeId: store.id, customerId, address: ADDRESS, ...stamps }),
    db.insert(t.orders).values({
      id: orderId,
      storeId: store.id,
      checkoutId: uuidv7(),
      number,
      customerId,
      status: 'confirmed',
      paymentStatus: 'paid',
      email: 'a@example.com',
      shippingAddress: ADDRESS,
      shippingMethod: 'Standard',
      paymentMethod: 'Card',
      currency: 'USD',
      subtotalMinor: 100,
      shippingMinor: 0,
      taxMinor: 0,
      totalMinor: 100,
      taxIncluded: false,
      placedAt: now,
      ...stamps,
    }),
  ])
  return { ...ids, ...selling, customer_id: customerId, number: String(number) }
}

/** What a store sells with. */
async function insertSelling(storeId: string) {
  const db = platformDb(env)
  const now = Date.now()
  const stamps = { storeId, createdAt: now, updatedAt: now }
  const ids = {
    promotion_id: uuidv7(),
    gift_card_id: uuidv7(),
    price_list_id: uuidv7(),
    customer_group_id: uuidv7(),
    location_id: uuidv7(),
    code: `TEN${uuidv7().slice(-8).toUpperCase()}`,
  }
  const card = { currency: 'USD', expiresAtMs: null, reason: 'test', actor: 'test' }
  await env.GIFT_CARD.getByName(`${storeId}:${ids.gift_card_id}`).issue({ ...card, id: 'issued', amountMinor: 500 })
  await db.batch([
    db.insert(t.promotions).values({
      ...stamps,
      id: ids.promotion_id,
      title: 'Ten per cent',
      code: ids.code,
      productIds: [],
      categoryIds: [],
      effect: { kind: 'percentage', share_bps: 1000, on: 'goods' },
      minSubtotalMinor: 0,
      minQuantity: 0,
      currency: 'USD',
      customerGroupIds: [],
      active: true,
      exclusive: false,
      priority: 100,
    }),
    db.insert(t.giftCards).values({
      ...stamps,
      id: ids.gift_card_id,
      codeHash: await sha256(randomToken()),
      lastFour: '0000',
      currency: 'USD',
      initialMinor: 500,
      balanceMinor: 500,
      sequence: 1,
      disabled: false,
      note: '',
    }),
    db.insert(t.customerGroups).values({ ...stamps, id: ids.customer_group_id, name: `Trade ${ids.code}` }),
    db.insert(t.priceLists).values({
      ...stamps,
      id: ids.price_list_id,
      name: `Trade ${ids.code}`,
      currency: 'USD',
      active: true,
      priority: 0,
    }),
    db.insert(t.locations).values({
      ...stamps,
      id: ids.location_id,
      name: 'Shop',
      offersPickup: false,
      pickupNote: '',
      pickupPriceMinor: 0,
    }),
  ])
  return ids
}

/** What using the API changes by being used: counters, times of use, the log of what was refused. */
const UNWATCHED = new Set([
  'audit_log',
  'audit_head',
  'signing_keys',
  'sqlite_sequence',
  'd1_migrations',
  '_cf_KV',
  '_cf_METADATA',
])

/** All rows of all tables and all files, as one text: two are the same if nothing was written between them. */
export async function everything(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'product_search%'",
  ).all<{ name: string }>()
  const names = results.map(({ name }) => name).filter((name) => !UNWATCHED.has(name))
  const tables = await env.DB.batch<Record<string, unknown>>(
    names.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`)),
  )
  const rows = tables.map(({ results: all }, index) => [names[index], all.map(({ last_used_at: _, ...row }) => row)])
  const files = (await env.MEDIA.list()).objects.map(({ key, etag }) => [key, etag])
  return JSON.stringify([rows, files])
}
