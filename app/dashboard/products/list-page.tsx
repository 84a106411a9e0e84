/** A store without products: what to do about it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { roleCan } from '#domain/permissions.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { refuse } from '../../server/submit-form.ts'
import { DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { addSamples } from './add-samples.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { store, ask, member, storeId } = await requireStoreAccess(args, 'store:read')
  const { product_count, url } = await ask(store.store())
  const canImport = roleCan(member.role, 'catalogue:write')
  const canAdd = product_count === 0 && canImport
  const keysHref = roleCan(member.role, 'api_keys:write') ? `/dashboard/stores/${storeId}/api-keys` : null
  return { productCount: product_count, url, canAdd, canImport, keysHref }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'catalogue:write'), { samples })
}

async function samples({ args, form, attempt, ask, store, storeId, done }: Posted & OpenedStore) {
  const { currency, product_count } = await ask(store.store())
  if (product_count > 0) return redirect(new URL(args.request.url).pathname, 303)
  const sent = await attempt(() => addSamples(args.context, storeId, currency))
  if (sent.outcome === 'refused') return sent.page
  if (sent.answer.outcome === 'failed') return refuse(form, { message: sent.answer.reason, fields: {} })
  return done(sent.answer.outcome === 'added' ? 'added' : 'working')
}

export const meta = platformMeta('Products')

const DONE = {
  added: 'Eight sample products added.',
  working: 'The products are being added. Reload this page in a moment.',
}

const COUNTS = ['No products yet.', 'One product.']

export default function ProductsPage() {
  const { productCount, url, canAdd, canImport, keysHref } = useLoaderData<typeof loader>()
  const form = useForm('samples')
  return (
    <>
      <DashHead
        title="Products"
        lead={
          COUNTS[productCount] ?? `${productCount < 1_000 ? productCount : '1,000 or more'} products are in the store.`
        }
      >
        <a className="button button--quiet" href={url}>
          Visit the store
        </a>
      </DashHead>
      <FlashMessage words={DONE} />
      {canAdd ? (
        <Panel id="samples" title="Sample products" text="Fill your store before your own products are ready.">
          <p>Eight products with pictures, prices and stock, tagged “sample”.</p>
          <ActionForm form={form}>
            <SubmitButton>Add sample products</SubmitButton>
          </ActionForm>
        </Panel>
      ) : null}
      <Panel id="own" title="Your own products" text="From the file of another shop system, or by a program.">
        <p>Product files of Shopify and of Tradewind. Single products with pictures go in over the API.</p>
        <p className="row-actions">
          {canImport ? (
            <Link className="button" to="../imports/new" relative="path">
              Import products
            </Link>
          ) : null}
          <Link className="button button--quiet" to="../imports" relative="path">
            See the imports
          </Link>
          <a className="button button--quiet" href="/docs">
            The API
          </a>
          {keysHref ? (
            <a className="button button--quiet" href={keysHref}>
              Make an API key
            </a>
          ) : null}
        </p>
      </Panel>
    </>
  )
}
