/** How a store sells: promotions, gift cards, delivery, taxes, places and price lists. Paths and shapes are the contract's. */
import * as z from 'zod'
import { Category, ProductSummary } from '#contract/catalogue.ts'
import { listOf } from '#contract/envelope.ts'
import { type ChangeGiftCard, GiftCard, GiftCardDetail, IssuedGiftCard, type NewGiftCard } from '#contract/gift-card.ts'
import { Done } from '#contract/identity.ts'
import { Location, Locations, type NewLocation } from '#contract/location.ts'
import {
  CustomerGroup,
  GroupCandidate,
  GroupMember,
  type ListPrices,
  type NewPriceList,
  PriceList,
  PriceOfList,
  UnlistedVariant,
} from '#contract/price-list.ts'
import { type NewPromotion, Promotion, PromotionDetail } from '#contract/promotion.ts'
import {
  NewServiceSecret,
  ServiceSecret,
  TaxService,
  TriedShipping,
  TriedTax,
  type TryService,
} from '#contract/rate-service.ts'
import { ShippingZones } from '#contract/shipping.ts'
import { TaxRates } from '#contract/tax.ts'
import type { Api } from '../server/api.ts'

type Key = Record<string, string>

const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const Promotions = listOf(Promotion)
const Products = listOf(ProductSummary)
const GiftCards = listOf(GiftCard)
const PricesOfList = listOf(PriceOfList)
const UnlistedVariants = listOf(UnlistedVariant)
const GroupMembers = listOf(GroupMember)

export type SellingCalls = ReturnType<typeof createSellingCalls>

export function createSellingCalls(api: Api, storeId: string) {
  const base = `/stores/${encodeURIComponent(storeId)}`
  const one = (collection: string, id: string) => `${base}/${collection}/${encodeURIComponent(id)}`
  return {
    promotions: (query: URLSearchParams) => api.get(`${base}/promotions?${query}`, Promotions),
    promotion: (id: string) => api.get(one('promotions', id), PromotionDetail),
    newPromotion: (body: NewPromotion, headers: Key) =>
      api.send('POST', `${base}/promotions`, Promotion, { body, headers }),
    savePromotion: (id: string, body: NewPromotion) => api.send('PUT', one('promotions', id), Promotion, { body }),
    removePromotion: (id: string) => api.send('DELETE', one('promotions', id), Done),

    giftCards: (query: URLSearchParams) => api.get(`${base}/gift-cards?${query}`, GiftCards),
    giftCard: (id: string) => api.get(one('gift-cards', id), GiftCardDetail),
    issueGiftCard: (body: NewGiftCard, headers: Key) =>
      api.send('POST', `${base}/gift-cards`, IssuedGiftCard, { body, headers }),
    changeGiftCard: (id: string, body: z.infer<typeof ChangeGiftCard>) =>
      api.send('PATCH', one('gift-cards', id), GiftCard, { body }),

    zones: () => api.get(`${base}/shipping-zones`, ShippingZones).then(({ zones }) => zones),
    saveZones: (body: ShippingZones) => api.send('PUT', `${base}/shipping-zones`, ShippingZones, { body }),
    taxRates: () => api.get(`${base}/tax-rates`, TaxRates).then(({ rates }) => rates),
    /** `null`: nobody is asked. */
    taxService: () => api.get(`${base}/tax-service`, TaxService).then(({ service }) => service),
    saveTaxService: (body: TaxService) => api.send('PUT', `${base}/tax-service`, TaxService, { body }),
    tryTaxService: (body: TryService) => api.send('POST', `${base}/tax-service/try`, TriedTax, { body }),
    tryRatesService: (body: TryService) =>
      api.send('POST', `${base}/shipping-zones/try-service`, TriedShipping, { body }),
    serviceSecret: () => api.get(`${base}/service-secret`, ServiceSecret).then(({ made_at }) => made_at),
    makeServiceSecret: (headers: Key) => api.send('POST', `${base}/service-secret`, NewServiceSecret, { headers }),
    saveTaxRates: (body: TaxRates) => api.send('PUT', `${base}/tax-rates`, TaxRates, { body }),

    locations: () => api.get(`${base}/locations`, Locations).then(({ items }) => items),
    newLocation: (body: NewLocation, headers: Key) =>
      api.send('POST', `${base}/locations`, Location, { body, headers }),
    saveLocation: (id: string, body: NewLocation) => api.send('PATCH', one('locations', id), Location, { body }),
    removeLocation: (id: string) => api.send('DELETE', one('locations', id), Done),

    priceLists: () => api.get(`${base}/price-lists`, itemsOf(PriceList)).then(({ items }) => items),
    priceList: (id: string) => api.get(one('price-lists', id), PriceList),
    newPriceList: (body: NewPriceList, headers: Key) =>
      api.send('POST', `${base}/price-lists`, PriceList, { body, headers }),
    savePriceList: (id: string, body: NewPriceList) => api.send('PUT', one('price-lists', id), PriceList, { body }),
    removePriceList: (id: string) => api.send('DELETE', one('price-lists', id), Done),
    prices: (id: string, query: URLSearchParams) => api.get(`${one('price-lists', id)}/prices?${query}`, PricesOfList),
    unlisted: (id: string, query: URLSearchParams) =>
      api.get(`${one('price-lists', id)}/unlisted?${query}`, UnlistedVariants),
    savePrices: (id: string, body: ListPrices) =>
      api.send('PUT', `${one('price-lists', id)}/prices`, z.unknown(), { body }),

    groups: () => api.get(`${base}/customer-groups`, itemsOf(CustomerGroup)).then(({ items }) => items),
    newGroup: (body: { name: string }, headers: Key) =>
      api.send('POST', `${base}/customer-groups`, CustomerGroup, { body, headers }),
    renameGroup: (id: string, body: { name: string }) =>
      api.send('PUT', one('customer-groups', id), CustomerGroup, { body }),
    members: (id: string, query: URLSearchParams) =>
      api.get(`${one('customer-groups', id)}/members?${query}`, GroupMembers),
    candidates: (id: string, words: string) =>
      api
        .get(`${one('customer-groups', id)}/candidates?${new URLSearchParams({ q: words })}`, itemsOf(GroupCandidate))
        .then(({ items }) => items),
    addMember: (id: string, customerId: string) =>
      api.send('PUT', `${one('customer-groups', id)}/members/${encodeURIComponent(customerId)}`, Done),
    removeMember: (id: string, customerId: string) =>
      api.send('DELETE', `${one('customer-groups', id)}/members/${encodeURIComponent(customerId)}`, Done),
    removeGroup: (id: string) => api.send('DELETE', one('customer-groups', id), Done),

    /** What shoppers see of the catalogue: for choosing what a promotion is about. */
    products: (query: URLSearchParams) => api.get(`${base}/products?${query}`, Products),
    categories: () => api.get(`${base}/categories`, itemsOf(Category)).then(({ items }) => items),
  }
}
