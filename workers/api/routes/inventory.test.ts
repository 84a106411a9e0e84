import { describe, expect, test, vi } from 'vitest'
import type { StockAudit, StockRebuild } from '#contract/inventory.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'

describe('the stock of a SKU', () => {
  test('is audited, and its copy in the database rebuilt, by somebody of the staff', async () => {
    const store = await makeStore()
    const { headers } = await makeMember(store, 'staff')
    const { variants } = await makeProduct(store.db, { skus: ['S', 'M'] })
    for (const { id } of variants) {
      const sku = env.SKU_STOCK.getByName(`${store.id}:${id}`)
      await sku.setOnHand({ movementId: 'count', onHand: 4, reason: 'opening', actor: 'test' })
    }
    const levels = () =>
      env.DB.prepare('SELECT on_hand FROM stock_levels WHERE store_id = ?').bind(store.id).all<{ on_hand: number }>()
    await vi.waitFor(async () => expect((await levels()).results).toHaveLength(2))
    await env.DB.prepare('DELETE FROM stock_levels WHERE store_id = ?').bind(store.id).run()

    const route = `/stores/${store.id}/inventory`
    const rebuilt = await request<StockRebuild>(`${route}/rebuild`, { method: 'POST', body: {}, headers })
    expect(rebuilt.data).toEqual({ rebuilt: 2, next: null })
    expect((await levels()).results).toEqual([{ on_hand: 4 }, { on_hand: 4 }])

    const audit = await request<StockAudit>(`${route}/${variants[0]?.id}/audit`, { headers })
    expect(audit.data).toEqual({
      ...{ on_hand: 4, held: 0, available: 4, sold: 0, ledger_total: 4 },
      ...{ consistent: true, projected: true },
    })
  })
})
