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

const app = new Hono<{ Bindings: Env }>()
app.get('/ping', (c) => c.text('ok'))
app.get('/query/:id', async (c) =>
  c.json(await c.env.DB.prepare('SELECT id, slug, name FROM stores WHERE id = ?').bind(c.req.param('id')).first()),
)
app.post('/write/:name', async (c) => c.json(await c.env.ROW.getByName(c.req.param('name')).write()))
/** In an object that there has never been. */
app.post('/new', async (c) => c.json(await c.env.ROW.getByName(crypto.randomUUID()).write()))
/** Keeps a body as large as the answer that it is compared with. */
app.put('/match/:key', async (c) => {
  const kept = new Response(await c.req.text(), { headers: { 'cache-control': 'public, max-age=3600' } })
  await caches.default.put(c.req.url, kept)
  return c.text('kept')
})
app.get('/match/:key', async (c) => (await caches.default.match(c.req.url)) ?? c.text('gone', 404))

export default app
