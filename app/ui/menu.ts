/**
 * The menu of a store: its first top categories, however many it has. What does not fit into a header stands below "More",
 * and what no menu can hold on the page of all categories.
 */
import type { CategoryEntry } from '#contract/catalogue.ts'

export interface Menu {
  categories: CategoryEntry[]
  /** Whether the store has more at the top than these. */
  hasMore: boolean
}

export const NO_MENU: Menu = { categories: [], hasMore: false }

/** Read for the menu; so many are in the header together, "More" included. */
export const MENU_CATEGORIES = 18
/** With what is below them; on a phone. */
export const PHONE_CATEGORIES = 8
export const FOOTER_CATEGORIES = 6

const IN_HEADER = 6
/** Letters, each name with the gap after it: what a header of 1024 px holds beside search, account and cart. */
const HEADER_LETTERS = 48
const GAP = 3

/** What a header shows at once, and what stands below "More". */
export function headerOf({ categories, hasMore }: Menu): { shown: CategoryEntry[]; more: CategoryEntry[] } {
  const most = hasMore || categories.length > IN_HEADER ? IN_HEADER - 1 : IN_HEADER
  let letters = 0
  const fitting = categories.slice(0, most).findIndex(({ name }) => {
    letters += name.length + GAP
    return letters > HEADER_LETTERS
  })
  const count = fitting === -1 ? most : Math.max(fitting, 1)
  return { shown: categories.slice(0, count), more: categories.slice(count) }
}
