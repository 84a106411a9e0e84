/**
 * What others do, requests per second: measured earlier on one machine of the same kind with 10,000 products on PostgreSQL,
 * 16 connections, the better of each row. Not in the run whose figures stand beside them: context, no ratio.
 */
export const PEERS = {
  list: { medusa: 67, vendure: 35 },
  listCached: { medusa: 520 }, // with Redis
  detail: { medusa: 40, vendure: 169 },
  detailCached: { medusa: 470 },
  search: { medusa: 17, vendure: 1.6 },
  cart: { medusa: 7, vendure: 49 },
  checkout: { medusa: 1.6, vendure: 11 },
}
