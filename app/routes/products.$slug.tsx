import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Quantity } from '#contract/primitives.ts'
import { Breadcrumbs, categoryCrumbs } from '../components/breadcrumbs.tsx'
import { BuyBox, type BuyBoxState } from '../components/buy-box.tsx'
import { Gallery } from '../components/gallery.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { Reviews } from '../components/reviews.tsx'
import { isApiFailure } from '../lib/api.ts'
import { keepCart, readCartRef } from '../lib/cart-cookie.ts'
import { addToCart } from '../lib/cart-session.ts'
import { chooseVariant, chosenValues } from '../lib/choose-variant.ts'
import { askedCurrency } from '../lib/currency.ts'
import { frameOf, siteOf, useStore } from '../lib/frame.ts'
import { sharedForStrangers } from '../lib/page-cache.ts'
import { isFault, orPageError } from '../lib/page-error.ts'
import { productJsonLd } from '../lib/product-json-ld.ts'
import { readForm } from '../lib/read-form.ts'
import { refusalText } from '../lib/refusal-text.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta, plainText } from '../lib/seo.ts'
import { askToBeTold } from '../lib/tell-me.ts'
import { readWhole } from '../lib/typed-numbers.ts'
import { useAnswer } from '../lib/use-answer.ts'
import { visitorCountry } from '../lib/visitor-country.ts'

export { loaderHeaders as headers } from '../lib/page-cache.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const currency = askedCurrency({ request, origin: context.origin }, store)
  const product = await orPageError(shop.product(params.slug ?? '', currency), 'product_not_found')
  const isTold = new URL(request.url).searchParams.has('told')
  const country = visitorCountry(context, store)
  return data({ product, isTold, country }, sharedForStrangers(request, context.origin, context.country))
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { origin } = context
  const currency = askedCurrency({ request, origin }, store)
  const product = await orPageError(shop.product(params.slug ?? '', currency), 'product_not_found')
  const form = await readForm(request, context.requestId)
  const values = chosenValues(product, form)
  const refuse = (status: number, refusal: Partial<BuyBoxState>) =>
    data<BuyBoxState>({ ...emptyBuyBox(values), quantity: String(form.get('quantity') ?? 1), ...refusal }, { status })

  if (form.has('tell_me')) {
    const asked = await askToBeTold(shop, form)
    if (asked.outcome === 'refused') {
      const about = product.variants.find(({ id }) => id === asked.state.variantId)
      return refuse(asked.status, { values: about?.options ?? values, tellMe: asked.state })
    }
    return redirect(`/products/${product.slug}?told#tell-me`, 303)
  }

  const choice = chooseVariant(product, values)
  if (choice.outcome === 'missing') return refuse(422, { missing: choice.optionIndexes })
  if (choice.outcome === 'not_made')
    return refuse(422, { message: `There is no ${product.title} in this combination.` })
  const quantity = Quantity.safeParse(readWhole(String(form.get('quantity') ?? 1)) ?? Number.NaN)
  if (!quantity.success) return refuse(422, { message: quantity.error.issues[0]?.message ?? 'Enter a quantity.' })

  try {
    const added = { variantId: choice.variant.id, quantity: quantity.data }
    // Where it has no price in the chosen currency, the cart begins in the one that the person saw.
    const seen = choice.variant.price.currency
    const currency = seen === store.currency ? undefined : seen
    const adding = { added, key: readAddKey(form), currency, context }
    const { ref, cart, lost } = await addToCart(shop, readCartRef({ request, origin }), adding)
    const headers = keepCart(origin, ref, cart.item_count)
    return redirect(lost ? `/cart?fresh=${lost}` : '/cart', { status: 303, headers })
  } catch (error) {
    if (!isApiFailure(error) || isFault(error)) throw error
    return refuse(error.status, { message: refusalText(error) })
  }
}

const emptyBuyBox = (values: (string | null)[], isTold = false): BuyBoxState => ({
  ...{ values, quantity: '1', missing: [], message: null },
  tellMe: { isTold, email: '', variantId: null, error: null },
})

/** Made by the script for each press of the button; without it there is none. */
function readAddKey(form: FormData): string | null {
  const sent = form.get('add_key')
  return typeof sent === 'string' && /^[\w-]{16,64}$/.test(sent) ? sent : null
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
  const { product, isTold, country } = useLoaderData<typeof loader>()
  const refused = useAnswer<typeof action>()
  const store = useStore()
  const state = refused ?? emptyBuyBox(chosenValues(product, new FormData()), isTold)
  return (
    <>
      <Breadcrumbs crumbs={categoryCrumbs(product.breadcrumbs)} />
      <div className="product">
        <Gallery images={product.images} title={product.title} />
        <div className="product__side">
          <BuyBox product={product} store={store} country={country} state={state} />
        </div>
        <section className="product__description" aria-label="Description">
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the API when it was stored */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: product.description_html }} />
        </section>
      </div>
      <Reviews reviews={product.reviews} rating={product.rating} store={store} />
      {product.similar.length > 0 ? (
        <section className="section" aria-labelledby="similar">
          <h2 id="similar">You may also like</h2>
          <ProductGrid products={product.similar} locale={store.locale} />
        </section>
      ) : null}
    </>
  )
}
