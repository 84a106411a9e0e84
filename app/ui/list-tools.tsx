/** Above a list: saved views as tabs, and a search. Both are links and a form, so the address says what is shown. */
import { Form, Link, useSearchParams } from '@remix-run/react'

interface TabsProps {
  label: string
  /** The parameter of the address. */
  name: string
  tabs: { value: string; label: string }[]
}

/** The empty value is the first view: everything. */
export function ListTabs({ label, name, tabs }: TabsProps) {
  const [query] = useSearchParams()
  const current = query.get(name) ?? ''
  const hrefOf = (value: string) => {
    const next = new URLSearchParams(query)
    for (const gone of ['page', 'done', name]) next.delete(gone)
    if (value !== '') next.set(name, value)
    return `?${next}`
  }
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.value} to={hrefOf(tab.value)} aria-current={tab.value === current ? 'page' : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}

export interface Sort {
  value: string
  label: string
}

interface SearchProps {
  placeholder: string
  /** Parameters that stay: the tab in sight. */
  keep?: string[]
  /** The empty value is the order in which the list comes by itself. */
  sorts?: Sort[]
}

export function ListSearch({ placeholder, keep = [], sorts = [] }: SearchProps) {
  const [query] = useSearchParams()
  const typed = query.get('q') ?? ''
  const sort = query.get('sort') ?? ''
  return (
    <search>
      <Form className="filter-bar" key={`${typed} ${sort}`}>
        {keep.map((name) => {
          const value = query.get(name)
          return value ? <input key={name} type="hidden" name={name} value={value} /> : null
        })}
        <input
          className="field__input"
          type="search"
          name="q"
          defaultValue={typed}
          placeholder={placeholder}
          aria-label="Search"
          maxLength={80}
        />
        {sorts.length > 0 ? <SortSelect sorts={sorts} chosen={sort} /> : null}
        <button className="button button--quiet" type="submit">
          Search
        </button>
      </Form>
    </search>
  )
}

/** A choice counts at once where Remix's client runs, else with the button. */
const SortSelect = ({ sorts, chosen }: { sorts: Sort[]; chosen: string }) => (
  <select
    className="field__input filter-bar__sort"
    name="sort"
    aria-label="Sort by"
    defaultValue={chosen}
    onChange={({ currentTarget }) => currentTarget.form?.requestSubmit()}
  >
    {sorts.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </select>
)

/** From a list in which nothing fits, back to all of it. */
export const ShowAll = ({ to = '?' }: { to?: string }) => (
  <Link className="button button--quiet" to={to}>
    Show all
  </Link>
)
