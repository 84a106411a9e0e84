import { expect, test } from 'vitest'
import { CART } from '../../testing/visit.ts'
import { giftFieldOf, giftsBody, readGifts, withGiftErrors } from './gift-form.ts'

const [LINE] = CART.lines
if (!LINE) throw new Error('The sample cart has a line')
const ids = ['0199f7a2-5b0e-7c31-8d6b-0242ac12000a', '0199f7a2-5b0e-7c31-8d6b-0242ac12000b']
const cart = { lines: [LINE, ...ids.map((id) => ({ ...LINE, id, title: 'Gift card', is_gift_card: true }))] }
const [first = '', second = ''] = ids

function typed(fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return readGifts(cart, form)
}

test('gift cards go to the buyer unless somebody else is named', () => {
  expect(readGifts(cart, null).map(({ lineId }) => lineId)).toEqual(ids)
  expect(giftsBody(readGifts(cart, null))).toEqual({})
  expect(giftsBody(typed({ [giftFieldOf(second, 'recipient')]: ' bo@example.com ' }))).toEqual({
    gift_cards: [{ line_id: second, recipient_name: '', recipient: 'bo@example.com', message: '', send_on: null }],
  })
})

test('what is wrong is said at the line that it is about', () => {
  const gifts = typed({ [giftFieldOf(second, 'recipient')]: 'bo' })
  const details = [{ path: 'gift_cards.0.recipient', message: 'Enter an e-mail address.' }]
  expect(withGiftErrors(gifts, details).map(({ errors }) => errors)).toEqual([
    {},
    { recipient: 'Enter an e-mail address.' },
  ])
  expect(first).not.toBe(second)
})
