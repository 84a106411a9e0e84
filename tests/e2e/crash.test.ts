import { afterEach, describe, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { auditStock, call, makeShop, newBuyer } from './api.ts'
import { newState, type RunningPlatform, removeState, startPlatform } from './platform.ts'

let state = ''
let platform: RunningPlatform | undefined
afterEach(async () => {
  await platform?.kill()
  removeState(state)
})

/** Between which two steps the power goes, and whether an order must come of it. */
const POINTS = ['after_reserve', 'after_pay', 'after_commit', 'after_place'] as const

describe('a power cut in the middle of a checkout', () => {
  test.each(POINTS)('%s: after the restart there is one order, one payment, and the stock is true', async (point) => {
    state = newState()
    platform = await startPlatform({ state, seed: false, variables: { HALT_AT: point } })
    const { storeId, variantId } = await makeShop(platform.url, 'crash', 3)
    const buyer = await newBuyer(platform.url, storeId, variantId, `${point}@example.com`)
    const lost = buyer.pay('the-key').catch((error: unknown) => error)
    await platform.printed(`"point":"${point}"`)
    const { port } = platform
    await platform.kill()
    expect(await lost).toBeInstanceOf(Error)

    platform = await startPlatform({ state, port, seed: false })
    await eventually(async () => expect((await buyer.status()).data.status).toBe('completed'))
    const { data } = await buyer.status()
    expect(data).toMatchObject({ status: 'completed', order_number: 1001 })
    const again = await buyer.pay('the-key')
    expect(again).toMatchObject({ status: 201, data: { order_number: 1001 } })

    const stock = await auditStock(platform.url, storeId, variantId)
    expect(stock).toMatchObject({ on_hand: 2, held: 0, sold: 1, consistent: true })
    const next = await newBuyer(platform.url, storeId, variantId)
    expect((await next.pay()).data).toMatchObject({ order_number: 1002 })
    await eventually(async () => {
      const mails = await call<{ total: number }>(
        platform?.url ?? '',
        `/dev/mailbox?recipient=${encodeURIComponent(`${point}@example.com`)}`,
      )
      expect(mails.data.total).toBe(1)
    })
  })
})
