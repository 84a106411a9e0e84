export interface Crumb {
  name: string
  href: string
}

/** The way down from the top category. The shop's name in the header leads home, so no crumb does. */
export function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  if (crumbs.length === 0) return null
  return (
    <nav className="breadcrumbs" aria-label="Breadcrumb">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <a href={crumb.href}>{crumb.name}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export const categoryCrumbs = (categories: readonly { slug: string; name: string }[]): Crumb[] =>
  categories.map(({ slug, name }) => ({ name, href: `/categories/${slug}` }))
