/**
 * Nobody gets in where they do not belong: every route of the OpenAPI document × everybody who may not use it, and every
 * route × every id position with another tenant's id in it.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { ACTION_NAMES, type Action, MEMBER_ROLES, type MemberRole, roleCan, scopeOf } from '#domain/permissions.ts'
import {
  ask,
  BODIES,
  type Headers,
  type Ids,
  idNamesOf,
  idsFor,
  type Operation,
  operations,
  rightful,
} from '#tests/workers/operations.ts'
import { makeUser } from '#tests/workers/people.ts'
import { everything, makeWorld, type World } from '#tests/workers/world.ts'

/** Everybody who may not, by name: those of the world that is asked about, and those of `there`, which is another tenant's. */
async function others({ permission }: Operation, asked: World): Promise<Record<string, Headers>> {
  const action = (ACTION_NAMES as string[]).includes(permission) ? (permission as Action) : null
  const strangers: Record<string, Headers> = {
    nobody: {},
    'a bad token': { authorization: 'Bearer nonsense' },
    'a bad key': { authorization: `Bearer sk_${'x'.repeat(43)}` },
    'another store’s publishable key': there.keys.publishable.headers,
    'another store’s secret key': there.keys.everything.headers,
    'another store’s customer': there.customer.headers,
    'another store’s cart token': { 'x-cart-token': there.shopper.token },
    'another cart’s token as bearer': { authorization: `Bearer ${asked.shopper.token}` },
  }
  const isAction = action !== null
  if (permission !== 'user') strangers['another tenant’s owner'] = there.people.owner.headers
  if (permission !== 'customer') strangers['a customer of this store'] = asked.customer.headers
  if (permission !== 'public') strangers['the store’s publishable key'] = asked.keys.publishable.headers
  if (permission === 'user' || permission === 'customer' || permission === 'cart') {
    strangers['a secret key with every scope'] = asked.keys.everything.headers
  }
  if (permission === 'customer' || permission === 'cart') strangers['the store’s owner'] = asked.people.owner.headers
  if (isAction) {
    for (const role of lacking(action)) strangers[`a ${role} of this tenant`] = asked.people[role].headers
    strangers['a secret key without the scope'] = (await asked.keys.without(permission)).headers
    if (scopeOf(action) !== 'platform') {
      strangers['the platform’s administrator'] = (await makeUser({ platformRole: 'admin', hasMfa: true })).headers
    } else {
      strangers['an administrator without the second step'] = (await makeUser({ platformRole: 'admin' })).headers
    }
  }
  return strangers
}

const lacking = (action: Action): MemberRole[] => MEMBER_ROLES.filter((role) => !roleCan(role, action))

const REFUSALS = [401, 403, 404]

/** Two tenants for all that changes nothing: what is refused is seen to leave every row as it was. */
let here: World
let there: World
beforeAll(async () => {
  here = await makeWorld()
  there = await makeWorld()
})
/** What may change things begins with one that nobody has used. */
const worldFor = async ({ method }: Operation) => (method === 'get' ? here : await makeWorld())

describe('the document', () => {
  test('says of every operation what it needs, and the table knows it', () => {
    expect(operations.length).toBeGreaterThan(80)
    const known = ['public', 'cart', 'user', 'customer', ...ACTION_NAMES]
    expect(operations.filter(({ permission }) => !known.includes(permission))).toEqual([])
  })

  test('has a route for every action of the table', () => {
    const used = new Set(operations.map(({ permission }) => permission))
    expect(ACTION_NAMES.filter((action) => !used.has(action))).toEqual([])
  })
})

describe.each(operations.filter(({ permission }) => permission !== 'public'))('$method $path', (operation) => {
  test('lets in nobody but who may, and writes nothing for the others', async () => {
    const asked = await worldFor(operation)
    const strangers = await others(operation, asked)
    const admitted = await rightful(operation, asked)
    const ids = await idsFor(operation, asked)
    const before = await everything()
    for (const [name, headers] of Object.entries(strangers)) {
      const { status, data } = await ask(operation, ids, headers)
      expect([name, REFUSALS.includes(status), status, data]).toEqual([name, true, status, null])
      if (name === 'nobody') expect(status).toBe(401)
    }
    expect(await everything()).toBe(before)
    // And whoever may is let in: the refusals above were not for some other reason.
    const { status, error } = await ask(operation, ids, admitted)
    const isLetIn = !REFUSALS.includes(status) || EXPECTED_LATER[operation.operationId]?.includes(error?.code)
    expect([status, error?.code, isLetIn]).toEqual([status, error?.code, true])
  })

  const positions = positionsOf(operation)
  if (positions.length === 0) return
  test(`takes nobody else’s ${positions.join(', ')}`, async () => {
    const headers = await rightful(operation, here)
    const [own, theirs] = [await idsFor(operation, here), await idsFor(operation, there)]
    const before = await everything()
    for (const position of positions) {
      const ids = { ...own, [position]: theirs[position] ?? '' }
      const { status, data } = await ask(operation, ids, headers)
      // An id in the body is a field, and told as one.
      const isRefused = REFUSALS.includes(status) || (status === 422 && !idNamesOf(operation.path).includes(position))
      expect([position, isRefused, status, data]).toEqual([position, true, status, null])
      expect(await everything()).toBe(before)
    }
  })
})

/** Refused further inside, for what the generated request lacks: a right password, a code, a DNS record. */
const EXPECTED_LATER: Record<string, string[]> = {
  confirmMfa: ['code_invalid'],
  transferOwnership: ['password_wrong'],
  unlinkAccount: ['forbidden'],
}

/** Every name of an id in path or body; the platform's own routes have no other tenant to confuse. */
function positionsOf(operation: Operation): string[] {
  const { permission, path, operationId } = operation
  const isPlatform = permission.startsWith('platform:')
  if (isPlatform) return []
  const names = new Set(idNamesOf(path))
  const spy = new Proxy({} as Ids, {
    get(_, name) {
      names.add(String(name))
      return 'x'
    },
  })
  BODIES[operationId]?.(spy)
  return [...names].filter((name) => !['provider', 'message_id', 'kind'].includes(name))
}

describe.each(operations.filter(({ permission, path }) => permission === 'public' && path.includes('{store_id}')))(
  '$method $path, which is public,',
  (operation) => {
    test('refuses keys that are not the store’s, and shows nothing of another store', async () => {
      for (const key of [there.keys.publishable, there.keys.everything]) {
        expect((await ask(operation, here.ids, key.headers)).status).toBe(401)
      }
      const ids = { ...there.ids, store_id: here.ids.store_id } as Ids
      const { status, data } = await ask(operation, ids, there.people.owner.headers)
      const told = JSON.stringify(data ?? null)
      const theirs = [there.ids.slug, there.ids.product_id, there.ids.variant_id, there.store.id, there.ids.tenant_id]
      expect([status < 500, theirs.filter((text) => told.includes(text))]).toEqual([true, []])
    })
  },
)
