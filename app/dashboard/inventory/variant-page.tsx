/** One SKU: what lies where, what moves it, how it is sold, and its ledger. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { MovementQuery, StockMove, StockSettings } from '#contract/inventory.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, Breadcrumb, DashHead, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { actorText } from '../actor-words.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { StockFacts } from './stock-facts.tsx'
import { readMove, readStockSettings } from './stock-form-answers.ts'
import { MoveForm, StockSettingsForm } from './stock-forms.tsx'
import { StockLedger } from './stock-ledger.tsx'
import { auditSentences, STOCK_STATES } from './stock-words.ts'

const LEDGER_PAGE = 25

export async function loader(args: LoaderFunctionArgs) {
  const { inventory, selling, tenant, ask, may, storeId } = await requireStoreAccess(args, 'inventory:read')
  const variantId = args.params.variantId ?? ''
  const address = new URL(args.request.url).searchParams
  const { data } = MovementQuery.safeParse({ before: address.get('before') ?? undefined })
  const query = new URLSearchParams({
    per_page: String(LEDGER_PAGE),
    ...(data?.before && { before: `${data.before}` }),
  })
  const [stock, ledger, locations, team, audit] = await Promise.all([
    ask(inventory.stock(variantId)),
    ask(inventory.movements(variantId, query)),
    ask(selling.locations()),
    ask(tenant.members()),
    address.has('check') ? ask(inventory.audit(variantId)) : null,
  ])
  return {
    stock,
    storeId,
    isFirstPage: !data?.before,
    formKey: newFormKey(),
    next: ledger.next,
    movements: ledger.items.map((movement) => ({ ...movement, actor: actorText(movement.actor, team) })),
    locations: locations.map(({ id, name }) => ({ id, name })),
    check: audit && { isSound: audit.consistent, sentences: auditSentences(audit) },
    canWrite: may('inventory:write'),
  }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'inventory:write'), { move, settings })
}

async function move({ args, form, submit, inventory, done }: Posted & OpenedStore) {
  const send = (body: StockMove) => inventory.move(args.params.variantId ?? '', body, keyHeader(form))
  const fieldOfCode = { insufficient_stock: 'quantity', location_not_found: 'location_id' } as const
  const sent = await submit({ schema: StockMove, send, fieldOfCode, ...readMove(form) })
  return sent.outcome === 'refused' ? sent.page : done('moved')
}

async function settings({ args, form, submit, inventory, done }: Posted & OpenedStore) {
  const send = (body: StockSettings) => inventory.saveSettings(args.params.variantId ?? '', body)
  const sent = await submit({ schema: StockSettings, send, ...readStockSettings(form) })
  return sent.outcome === 'refused' ? sent.page : done('saved')
}

export const meta = platformMeta<typeof loader>('Stock', { nameOf: ({ stock }) => stock.title })

const DONE = {
  moved: 'Stock adjusted. See the history below.',
  saved: 'Settings saved.',
}

export default function StockPage() {
  const { stock, locations, canWrite, storeId, formKey, ...ledger } = useLoaderData<typeof loader>()
  const state = STOCK_STATES[stock.state]
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/inventory`}>Stock</Breadcrumb>}
        title={stock.title}
        lead={
          <>
            {stock.sku} <Badge tone={state.tone}>{state.label}</Badge>
          </>
        }
      />
      <FlashMessage words={DONE} />
      <StockFacts stock={stock} locations={locations} />
      {canWrite ? (
        <Panel id="move" title="Adjust stock" text="Every change is recorded below with your name and the reason.">
          <MoveForm stock={stock} locations={locations} formKey={formKey} />
        </Panel>
      ) : null}
      <Panel id="settings" title="Stock settings" text="Low-stock alert, reserve and backorders.">
        <StockSettingsForm settings={stock.settings} canWrite={canWrite} />
      </Panel>
      <StockLedger locations={locations} {...ledger} />
    </>
  )
}
