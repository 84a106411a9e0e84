import type { Product } from '#contract/catalogue.ts'

/** What else is known of a product, name by name. */
export const Details = ({ attributes }: Pick<Product, 'attributes'>) =>
  attributes.length === 0 ? null : (
    <section className="product__details" aria-labelledby="details">
      <h2 id="details">Details</h2>
      <dl>
        {attributes.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
