/** What both pages with a promotion's form need: what can be chosen in it, and the search for products. */
import { data } from '@remix-run/cloudflare'
import type { Category } from '#contract/catalogue.ts'
import type { Posted } from '../../server/dispatch-intent.ts'
import { refuse } from '../../server/submit-form.ts'
import type { FormState } from '../../ui/form-state.ts'
import type { OpenedStore } from '../require-dashboard.ts'

interface Choice {
  value: string
  label: string
}
export interface ProductRef {
  id: string
  title: string
}
export interface PromotionChoices {
  currency: string
  locale: string
  /** IANA */
  time_zone: string
  /** The store's own first. */
  currencies: string[]
  categories: Choice[]
  groups: Choice[]
}
/** The page again, with the products that were searched for. */
export interface FoundProducts extends FormState {
  found: ProductRef[]
}

export async function promotionChoices({ store, selling, ask }: OpenedStore): Promise<PromotionChoices> {
  const [{ currency, settings }, categories, groups] = await Promise.all([
    ask(store.store()),
    ask(selling.categories()),
    ask(selling.groups()),
  ])
  return {
    currency,
    locale: settings.locale,
    time_zone: settings.time_zone,
    currencies: [currency, ...settings.currencies],
    categories: flat(categories),
    groups: groups.map(({ id, name }) => ({ value: id, label: name })),
  }
}

/** "Home / Lamps": a name alone says little in a tree. */
const flat = (categories: Category[], above = ''): Choice[] =>
  categories.flatMap(({ id, name, children }) => [
    { value: id, label: above + name },
    ...flat(children, `${above}${name} / `),
  ])

const FOUND_AT_MOST = 20

/** For the button beside the search: nothing is saved by it. */
export async function findProducts({ form, text, selling, ask }: Posted & OpenedStore) {
  const query = new URLSearchParams({ q: text('find').trim(), per_page: String(FOUND_AT_MOST) })
  const { items } = await ask(selling.products(query))
  const page = refuse(form, { message: null, fields: items.length > 0 ? {} : { find: 'No product has these words.' } })
  return data<FoundProducts>({ ...page.data, found: items.map(({ id, title }) => ({ id, title })) })
}
