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

interface SearchProps {
  placeholder: string
  /** Parameters that stay: the tab in sight. */
  keep?: string[]
}

export function ListSearch({ placeholder, keep = [] }: SearchProps) {
  const [query] = useSearchParams()
  const typed = query.get('q') ?? ''
  return (
    <search>
      <Form className="filter-bar" key={typed}>
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
        <button className="button button--quiet" type="submit">
          Search
        </button>
      </Form>
    </search>
  )
}
