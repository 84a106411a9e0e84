import type { ProductSummary } from '#contract/catalogue.ts'
import { useFrame, useStore } from '../lib/frame.ts'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'
import { ProductGrid } from './product-grid.tsx'

/** One picture, one sentence, one way in; then what the shop is made of. */
export function StoreHome({ products }: { products: ProductSummary[] }) {
  const store = useStore()
  const categories = useFrame()?.categories ?? []
  const [lead, ...others] = products
  return (
    <>
      <section className="hero">
        <div className="hero__words">
          <h1>{store.tagline || store.name}</h1>
          <p>
            <a className="button button--large" href="/search">
              Shop everything
            </a>
          </p>
        </div>
        {lead ? (
          <div className="hero__product">
            <Picture image={lead.image} sizes="(min-width: 1280px) 580px, (min-width: 768px) 48vw, 100vw" isFirst />
            <p className="hero__caption">
              <a className="cover-link" href={`/products/${lead.slug}`}>
                {lead.title}
              </a>
              <Price
                price={lead.price_min}
                compareAt={lead.compare_at}
                ordinary={lead.ordinary_price}
                isFrom={lead.price_min.amount_minor < lead.price_max.amount_minor}
                locale={store.locale}
              />
            </p>
          </div>
        ) : null}
      </section>

      {others.length > 0 ? (
        <section className="section" aria-labelledby="featured">
          <div className="section__head">
            <h2 id="featured">From the shop</h2>
            <a className="text-link" href="/search">
              See everything
            </a>
          </div>
          <ProductGrid products={others} locale={store.locale} />
        </section>
      ) : null}

      {categories.length > 0 ? (
        <section className="section" aria-labelledby="categories">
          <h2 id="categories" className="visually-hidden">
            Categories
          </h2>
          <ul className="directory">
            {categories.map((category) => (
              <li key={category.id}>
                <h3>
                  <a className="cover-link" href={`/categories/${category.slug}`}>
                    {category.name}
                  </a>
                </h3>
                <p className="muted">{category.description}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      {products.length === 0 ? (
        <section className="section empty">
          <p>The shelves are still being filled. Please come back soon.</p>
        </section>
      ) : null}
    </>
  )
}
