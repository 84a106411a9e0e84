// A service that prices deliveries and says which taxes apply, for a store on Tradewind. docs/plug-ins.md tells the rest.
//
//   TRADEWIND_SECRET=whsec_… node rate-service.mjs      listens on http://localhost:9000, or on PORT
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { TRADEWIND_SECRET = '', PORT = '9000' } = process.env

/** Your own rules. The same question should have the same answer for some minutes: shoppers have seen it. */
const ANSWERS = {
  'shipping.rates': ({ destination, parcel, currency }) => {
    const rate = (code, name, description, price_minor) => ({ code, name, description, price_minor, currency })
    const kilograms = Math.max(1, Math.ceil(parcel.weight_g / 1000))
    const standard = rate('standard', 'Courier', '2 to 4 working days', 600 + 150 * kilograms)
    const express = rate('express', 'Courier, express', 'The next working day', 1500 + 300 * kilograms)
    // No rates: not delivered there. The store's own tables are offered all the same.
    return { rates: destination.country === 'US' ? [standard, express] : [] }
  },
  'tax.rates': ({ destination, categories }) => {
    if (destination.country !== 'US' || destination.region !== 'CA') return { rates: [] }
    const general = { name: 'Sales tax', level: 'region', rate_ppm: 72_500 }
    const food = { ...general, category: 'food', rate_ppm: 0 }
    return { rates: categories.includes('food') ? [general, food] : [general] }
  },
}

const FIVE_MINUTES_S = 300

/** Standard Webhooks: HMAC-SHA-256 of `id.timestamp.body`; any one of the signatures will do, and an old one will not. */
function isFromTradewind(headers, body) {
  const timestamp = String(headers['webhook-timestamp'])
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < FIVE_MINUTES_S)) return false
  const key = Buffer.from(TRADEWIND_SECRET.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${timestamp}.${body}`).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some((signature) => {
      const given = Buffer.from(signature.replace('v1,', ''), 'base64')
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
}

async function textOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

if (!TRADEWIND_SECRET.startsWith('whsec_')) throw new Error('Set TRADEWIND_SECRET to the store’s signing secret.')

const server = createServer(async (request, response) => {
  const body = await textOf(request)
  const send = (status, data) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data))
  if (request.method !== 'POST' || !isFromTradewind(request.headers, body)) return send(401, { error: 'not signed' })
  const question = JSON.parse(body)
  const answer = ANSWERS[question.type]
  return answer ? send(200, answer(question)) : send(400, { error: 'not known' })
})
server.listen(Number(PORT), () => console.log(`http://localhost:${server.address().port}`))
