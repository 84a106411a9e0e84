import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Product } from '#contract/catalogue.ts'
import { Quantity } from '#contract/primitives.ts'
import { Breadcrumbs } from '../components/breadcrumbs.tsx'
import { BuyBox, type BuyBoxState } from '../components/buy-box.tsx'
import { Gallery } from '../components/gallery.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { Reviews } from '../components/reviews.tsx'
import { isApiFailure } from '../lib/api.ts'
import { keepCart, readCartRef } from '../lib/cart-cookie.ts'
import { addToCart } from '../lib/cart-session.ts'
import { chooseVariant, chosenValues } from '../lib/choose-variant.ts'
import { frameOf, siteOf, useStore } from '../lib/frame.ts'
import { sharedForStrangers } from '../lib/page-cache.ts'
import { faultOf, orPageError } from '../lib/page-error.ts'
import { productJsonLd } from '../lib/product-json-ld.ts'
import { readForm } from '../lib/read-form.ts'
import { refusalText } from '../lib/refusal-text.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta, plainText } from '../lib/seo.ts'

export { loaderHeaders as headers } from '../lib/page-cache.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const product = await orPageError(shop.product(params.slug ?? ''), 'product_not_found')
  return data({ product }, sharedForStrangers(request, context.origin))
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  const { origin } = context
  const product = await orPageError(shop.product(params.slug ?? ''), 'product_not_found')
  const form = await readForm(request, context.requestId)
  const values = chosenValues(product, form)
  const refuse = (status: number, refusal: Partial<BuyBoxState>) =>
    data<BuyBoxState>(
      { values, quantity: String(form.get('quantity') ?? 1), missing: [], message: null, ...refusal },
      { status },
    )

  const choice = chooseVariant(product, values)
  if (choice.outcome === 'missing') return refuse(422, { missing: choice.optionIndexes })
  if (choice.outcome === 'not_made')
    return refuse(422, { message: `There is no ${product.title} in this combination.` })
  const quantity = Quantity.safeParse(Number(form.get('quantity') ?? 1))
  if (!quantity.success) return refuse(422, { message: quantity.error.issues[0]?.message ?? 'Enter a quantity.' })

  try {
    const { ref, cart, isFresh } = await addToCart(
      shop,
      readCartRef({ request, origin }),
      choice.variant.id,
      quantity.data,
    )
    return redirect(isFresh ? '/cart?fresh' : '/cart', { status: 303, headers: keepCart(origin, ref, cart.item_count) })
  } catch (error) {
    if (isApiFailure(error) && error.status < 500) return refuse(error.status, { message: refusalText(error) })
    throw faultOf(error)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  const store = frameOf(matches)?.store
  if (!page || !store) return []
  const { product } = page
  const site = siteOf(matches)
  return [
    ...pageMeta({
      ...site,
      title: product.seo_title ?? product.title,
      path: `/products/${product.slug}`,
      description: product.seo_description ?? plainText(product.description_html),
      imageUrl: product.images[0]?.url,
      type: 'product',
    }),
    { 'script:ld+json': productJsonLd(product, store, site.origin) },
  ]
}

export default function ProductPage() {
  const { product } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const store = useStore()
  const state = refused ?? { values: chosenValues(product, new FormData()), quantity: '1', missing: [], message: null }
  return (
    <>
      <Breadcrumbs crumbs={crumbsOf(product)} />
      <div className="product">
        <Gallery images={product.images} title={product.title} />
        <div className="product__side">
          <BuyBox product={product} store={store} state={state} />
        </div>
        <section className="product__description" aria-label="Description">
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the API when it was stored */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: product.description_html }} />
        </section>
      </div>
      <Reviews reviews={product.reviews} rating={product.rating} locale={store.locale} />
      {product.similar.length > 0 ? (
        <section className="section" aria-labelledby="similar">
          <h2 id="similar">You may also like</h2>
          <ProductGrid products={product.similar} locale={store.locale} />
        </section>
      ) : null}
    </>
  )
}

const crumbsOf = (product: Product) =>
  product.breadcrumbs.map(({ slug, name }) => ({ name, href: `/categories/${slug}` }))
