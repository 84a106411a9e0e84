import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Quantity } from '#contract/primitives.ts'
import { isApiFailure } from '../../server/api.ts'
import { keepCart, readCartRef } from '../../server/cart-cookie.ts'
import { askedCurrency } from '../../server/currency.ts'
import { sharedForStrangers } from '../../server/page-cache.ts'
import { isFault, orPageError } from '../../server/page-error.ts'
import { readForm } from '../../server/read-form.ts'
import { refusalText } from '../../server/refusal-text.ts'
import { requireStore } from '../../server/require-site.ts'
import { frameOf, siteOf, useStore } from '../../ui/frame.ts'
import { pageMeta, plainText } from '../../ui/seo.ts'
import { readWhole } from '../../ui/typed-numbers.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { addToCart } from '../cart/cart-session.ts'
import { visitorCountry } from '../cart/visitor-country.ts'
import { Breadcrumbs, categoryCrumbs } from '../listing/breadcrumbs.tsx'
import { ProductGrid } from '../listing/product-grid.tsx'
import { BuyBox, type BuyBoxState } from './buy-box.tsx'
import { chooseVariant, chosenValues } from './choose-variant.ts'
import { Details } from './details.tsx'
import { Gallery } from './gallery.tsx'
import { productJsonLd } from './product-json-ld.ts'
import { Reviews } from './reviews.tsx'
import { askToBeTold } from './tell-me-action.ts'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

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
  values,
  quantity: '1',
  missing: [],
  message: null,
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
          <Details attributes={product.attributes} />
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
