/**
 * The floor that our routes are measured against: what the same runtime does for the same number of queries, object calls
 * and cache look-ups with nothing of ours around it.
 */
import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

interface Env {
  DB: D1Database
  ROW: DurableObjectNamespace<FloorRow>
}

/** One row that is written with every call. */
export class FloorRow extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql.exec('CREATE TABLE IF NOT EXISTS writes (id INTEGER PRIMARY KEY, count INTEGER NOT NULL)')
  }

  async write(): Promise<number> {
    const statement = 'INSERT INTO writes VALUES (1, 1) ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count'
    return Number(this.#sql.exec(statement).one().count)
  }
}

/** As an order is written: a statement for each of its tables. */
const ROWS_OF_ORDER = ['customer', 'order', 'item', 'payment', 'timeline', 'outbox'].map((name) => `floor_${name}`)
const ROWS_OF_PRODUCT = ['product', 'option', 'variant', 'level'].map((name) => `floor_${name}`)
const FILLING = 'x'.repeat(500)

const app = new Hono<{ Bindings: Env }>()
app.get('/ping', (c) => c.text('ok'))
app.get('/query/:id', async (c) =>
  c.json(await c.env.DB.prepare('SELECT id, slug, name FROM stores WHERE id = ?').bind(c.req.param('id')).first()),
)
app.post('/write/:name', async (c) => c.json(await c.env.ROW.getByName(c.req.param('name')).write()))
/** In an object that there has never been. */
app.post('/new', async (c) => {
  const name = crypto.randomUUID()
  await c.env.ROW.getByName(name).write()
  return c.json(name)
})
/**
 * The calls of a checkout and nothing of its rules: of the cart's object, of the SKU's and the bank's, one query, and one
 * batch that writes a row into each of as many tables as an order has.
 */
app.post('/purchase/:name/:sku', async (c) => {
  const { DB, ROW } = c.env
  const { name, sku: number } = c.req.param()
  const [cart, sku, bank] = [name, `sku-${number}`, `bank-${name.slice(-1)}`].map((object) => ROW.getByName(object))
  const row = DB.prepare('SELECT id, slug, name FROM stores LIMIT 1')
  const id = crypto.randomUUID()
  await cart?.write()
  await row.first()
  await cart?.write()
  for (const object of [sku, bank, sku]) await object?.write()
  const rows = ROWS_OF_ORDER.map((table) => DB.prepare(`INSERT INTO ${table} VALUES (?, ?)`).bind(id, FILLING))
  await DB.batch([...rows, row])
  return c.json(id)
})
/** The tables that the routes above write into. */
app.put('/tables', async (c) => {
  const tables = [...ROWS_OF_ORDER, ...ROWS_OF_PRODUCT]
  for (const table of tables) await c.env.DB.exec(`CREATE TABLE ${table} (id TEXT PRIMARY KEY, content TEXT)`)
  return c.json(tables)
})
/**
 * The calls of an import and nothing of its rules: for each product one batch that writes a row into each table of a
 * product with so many variants, and a write in a new object for each variant. Ten products at once.
 */
app.post('/import/:from/:count', async (c) => {
  const { from, count } = c.req.param()
  const numbers = Array.from({ length: Number(count) }, (_, index) => Number(from) + index)
  const bringIn = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) await importBarely(c.env, number)
  }
  await Promise.all(Array.from({ length: 10 }, bringIn))
  return c.json(count)
})
async function importBarely({ DB, ROW }: Env, number: number): Promise<void> {
  const variants = Array.from({ length: 1 + (number % 2) }, () => crypto.randomUUID())
  const row = (table: string, id: string) => DB.prepare(`INSERT INTO ${table} VALUES (?, ?)`).bind(id, FILLING)
  const id = crypto.randomUUID()
  await DB.batch([
    row('floor_product', id),
    row('floor_option', id),
    ...variants.flatMap((variant) => [row('floor_variant', variant), row('floor_level', variant)]),
  ])
  await Promise.all(variants.map((variant) => ROW.getByName(variant).write()))
}

/** Keeps a body as large as the answer that it is compared with. */
app.put('/match/:key', async (c) => {
  const kept = new Response(await c.req.text(), { headers: { 'cache-control': 'public, max-age=3600' } })
  await caches.default.put(c.req.url, kept)
  return c.text('kept')
})
app.get('/match/:key', async (c) => (await caches.default.match(c.req.url)) ?? c.text('gone', 404))

export default app
