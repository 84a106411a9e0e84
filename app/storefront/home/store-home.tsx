import type { CategoryEntry, ProductSummary } from '#contract/catalogue.ts'
import { useFrame, useStore } from '../../ui/frame.ts'
import { ProductGrid } from '../listing/product-grid.tsx'
import { Picture } from '../product/picture.tsx'
import { Price } from '../product/price.tsx'

interface Props {
  products: ProductSummary[]
  /** Those that have a picture. */
  categories: CategoryEntry[]
}

/** One picture, one sentence, one way in; then what the shop is made of. */
export function StoreHome({ products, categories }: Props) {
  const store = useStore()
  const hasCategories = (useFrame()?.menu.categories.length ?? 0) > 0
  const [lead, ...others] = products
  return (
    <>
      <section className="hero">
        <div className="hero__words">
          <h1>{store.tagline || store.name}</h1>
          {lead ? (
            <p>
              <a className="button button--large" href="/search">
                Shop all
              </a>
            </p>
          ) : null}
        </div>
        {lead ? (
          <div className="hero__product">
            <Picture
              image={lead.image}
              title={lead.title}
              sizes="(min-width: 1280px) 580px, (min-width: 768px) 48vw, 100vw"
              isFirst
            />
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
            <h2 id="featured">Featured</h2>
            <a className="text-link" href="/search">
              All products
            </a>
          </div>
          <ProductGrid products={others} locale={store.locale} />
        </section>
      ) : null}

      {categories.length > 0 ? (
        <section className="section" aria-labelledby="categories">
          <div className="section__head">
            <h2 id="categories">Shop by category</h2>
            {hasCategories ? (
              <a className="text-link" href="/categories">
                All categories
              </a>
            ) : null}
          </div>
          <ul className="grid grid--categories">
            {categories.map((category) => (
              <li key={category.id}>
                <CategoryCard category={category} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      {products.length === 0 ? (
        <section className="section empty">
          <p>No products yet. Please come back soon.</p>
        </section>
      ) : null}
    </>
  )
}

const CATEGORY_SIZES = '(min-width: 1280px) 380px, (min-width: 768px) 32vw, 48vw'

const CategoryCard = ({ category: { slug, name, description, image } }: { category: CategoryEntry }) => (
  <article className="card">
    <Picture image={image} title={name} sizes={CATEGORY_SIZES} isDecorative />
    <h3 className="card__title">
      <a className="cover-link" href={`/categories/${slug}`}>
        {name}
      </a>
    </h3>
    {description ? <p className="card__note card__note--short">{description}</p> : null}
  </article>
)
