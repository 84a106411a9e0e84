/** Gift cards: money that a store owes to whoever holds the code. */
import { createRoute } from '@hono/zod-openapi'
import { listOf } from '#contract/envelope.ts'
import {
  ChangeGiftCard,
  GiftCard,
  GiftCardDetail,
  GiftCardQuery,
  IssuedGiftCard,
  NewGiftCard,
} from '#contract/gift-card.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { depsOf } from '../deps/deps.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { changeGiftCard, giveGiftCard, listGiftCards, readGiftCard } from './gift-cards.ts'

const common = { tags: ['Gift cards'] }
const one = { ...common, path: '/gift-cards/{gift_card_id}' } as const
const oneParam = storeParam.extend({ gift_card_id: Id })

const getCards = createRoute({
  ...common,
  ...allow('gift_cards:read'),
  method: 'get',
  path: '/gift-cards',
  operationId: 'listGiftCards',
  summary: 'Gift cards',
  request: { params: storeParam, query: GiftCardQuery },
  responses: { 200: json(listOf(GiftCard), 'The latest first.'), ...problems },
})
const postCard = createRoute({
  ...common,
  ...allow('gift_cards:write', jsonBody, once),
  method: 'post',
  path: '/gift-cards',
  operationId: 'issueGiftCard',
  summary: 'Give a gift card away',
  request: { params: storeParam, body: body(NewGiftCard), headers: idempotencyHeader },
  responses: { 201: json(IssuedGiftCard, 'The card. Its code is in this answer and never again.'), ...problems },
})
const getCard = createRoute({
  ...one,
  ...allow('gift_cards:read'),
  method: 'get',
  operationId: 'getGiftCard',
  summary: 'One gift card with its ledger',
  request: { params: oneParam },
  responses: { 200: json(GiftCardDetail, 'As it is this moment.'), ...problems },
})
const patchCard = createRoute({
  ...one,
  ...allow('gift_cards:write', jsonBody),
  method: 'patch',
  operationId: 'changeGiftCard',
  summary: 'Block a gift card, or note something about it',
  request: { params: oneParam, body: body(ChangeGiftCard) },
  responses: { 200: json(GiftCard, 'As it is now.'), ...problems },
})

export const giftCards = newRouter()
  .openapi(getCards, async (c) => c.json(success(await listGiftCards(c.var.db, c.req.valid('query'))), 200))
  .openapi(postCard, async (c) => {
    const { card, send } = await giveGiftCard(depsOf(c.env, c.var.store), storeContextOf(c), c.req.valid('json'))
    c.executionCtx.waitUntil(send())
    return c.json(success(card), 201)
  })
  .openapi(getCard, async (c) =>
    c.json(success(await readGiftCard(storeContextOf(c), c.req.valid('param').gift_card_id)), 200),
  )
  .openapi(patchCard, async (c) => {
    const { gift_card_id } = c.req.valid('param')
    return c.json(success(await changeGiftCard(storeContextOf(c), gift_card_id, c.req.valid('json'))), 200)
  })
