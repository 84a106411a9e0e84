/** One gift card: what is left of it, and its ledger. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ChangeGiftCard, type GiftCardDetail } from '#contract/gift-card.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, Breadcrumb, Confirm, DashHead, Panel, Time } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { InlineForm, RowProblem } from '../../ui/inline-form.tsx'
import { priceText } from '../../ui/price.ts'
import { actorText } from '../actor-words.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { ENTRY_WORDS, GIFT_CARD_STATES } from './gift-card-words.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, tenant, ask, may, storeId } = await requireStoreAccess(args, 'gift_cards:read')
  const [found, team] = await Promise.all([ask(selling.giftCard(args.params.giftCardId ?? '')), ask(tenant.members())])
  const entries = found.entries.map((entry) => ({ ...entry, actor: actorText(entry.actor, team) }))
  return { card: { ...found, entries }, storeId, canWrite: may('gift_cards:write') }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'gift_cards:write'), {
    note,
    block: setBlocked,
    unblock: setBlocked,
  })
}

async function note({ args, submit, selling, done, text }: Posted & OpenedStore) {
  const send = (body: { note?: string }) => selling.changeGiftCard(args.params.giftCardId ?? '', body)
  const sent = await submit({ schema: ChangeGiftCard, body: { note: text('note') }, send })
  return sent.outcome === 'refused' ? sent.page : done('noted')
}

async function setBlocked({ args, attempt, selling, done, text }: Posted & OpenedStore) {
  const disabled = text('form') === 'block'
  const sent = await attempt(() => selling.changeGiftCard(args.params.giftCardId ?? '', { disabled }))
  return sent.outcome === 'refused' ? sent.page : done(disabled ? 'blocked' : 'unblocked')
}

export const meta = platformMeta<typeof loader>('Gift card', { nameOf: ({ card }) => `•••• ${card.last_four}` })

const DONE = {
  noted: 'Note saved.',
  blocked: 'Gift card disabled: nobody can spend it.',
  unblocked: 'Gift card enabled again.',
}

export default function GiftCardPage() {
  const { card, storeId, canWrite } = useLoaderData<typeof loader>()
  const state = GIFT_CARD_STATES[card.status]
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/gift-cards`}>Gift cards</Breadcrumb>}
        title={`Gift card ending in ${card.last_four}`}
        lead={<Badge tone={state.tone}>{state.label}</Badge>}
      />
      <FlashMessage words={DONE} />
      <RowProblem forms={['block', 'unblock']} />
      {card.consistent ? null : (
        <p className="notice notice--negative">The ledger does not add up to the balance. Please contact us.</p>
      )}
      <Figures card={card} />
      <Facts card={card} />
      <Ledger card={card} />
      {canWrite ? (
        <>
          <Panel id="note" title="Note" text="Only your team sees it.">
            <NoteForm key={card.note} note={card.note} />
          </Panel>
          <Blocking status={card.status} />
        </>
      ) : null}
    </>
  )
}

const Figures = ({ card }: { card: GiftCardDetail }) => (
  <dl className="figures">
    <div>
      <dt>Balance</dt>
      <dd>{priceText(card.balance, 'en')}</dd>
      <dd className="muted">Of {priceText(card.initial, 'en')}</dd>
    </div>
    {card.held.amount_minor > 0 ? (
      <div>
        <dt>Set aside</dt>
        <dd>{priceText(card.held, 'en')}</dd>
        <dd className="muted">In checkouts under way</dd>
      </div>
    ) : null}
  </dl>
)

const Facts = ({ card }: { card: GiftCardDetail }) => (
  <Panel id="facts" title="Details">
    <dl className="fact-list">
      <div>
        <dt>Issued</dt>
        <dd>
          <Time iso={card.created_at} />
        </dd>
      </div>
      <div>
        <dt>For</dt>
        <dd>{card.recipient ?? 'Nobody in particular'}</dd>
      </div>
      {card.send_at ? (
        <div>
          <dt>To be sent</dt>
          <dd>{card.status === 'disabled' ? 'Not while it is disabled' : <Time iso={card.send_at} />}</dd>
        </div>
      ) : null}
      {card.order_number === null ? null : (
        <div>
          <dt>Bought with</dt>
          <dd>Order {card.order_number}</dd>
        </div>
      )}
      <div>
        <dt>Good until</dt>
        <dd>{card.expires_at ? <Time iso={card.expires_at} /> : 'For ever'}</dd>
      </div>
    </dl>
  </Panel>
)

const Ledger = ({ card }: { card: GiftCardDetail }) => (
  <Panel id="ledger" title="Ledger" text="Its sum is the balance." isFlush>
    <DataTable
      caption="Ledger"
      items={card.entries}
      keyOf={({ id }) => id}
      columns={[
        {
          label: 'What',
          cell: ({ type, reason }) => (
            <span className="two-lines">
              {ENTRY_WORDS[type]}
              {reason ? <span className="muted">{reason}</span> : null}
            </span>
          ),
        },
        { label: 'Who', cell: ({ actor }) => actor },
        { label: 'When', cell: ({ at }) => <Time iso={at} /> },
        { label: 'Amount', isNumber: true, cell: ({ amount }) => priceText(amount, 'en') },
      ]}
    />
  </Panel>
)

function NoteForm({ note: text }: { note: string }) {
  const form = useForm('note', { note: text })
  return (
    <ActionForm form={form}>
      <Field {...form.field('note')} label="Note" maxLength={200} isOptional />
      <SubmitButton tone="quiet">Save the note</SubmitButton>
    </ActionForm>
  )
}

const Blocking = ({ status }: Pick<GiftCardDetail, 'status'>) =>
  status === 'disabled' ? (
    <Panel id="blocking" title="Disabled" text="Nobody can spend it. Its balance is kept.">
      <InlineForm name="unblock">
        <button className="button button--quiet button--small" type="submit">
          Enable
        </button>
      </InlineForm>
    </Panel>
  ) : (
    <Panel id="blocking" title="Disable" text="For example when the code was stolen." tone="danger">
      <Confirm label="Disable the gift card" question="Nobody can spend it until you enable it again.">
        <InlineForm name="block">
          <button className="button button--danger button--small" type="submit">
            Disable it
          </button>
        </InlineForm>
      </Confirm>
    </Panel>
  )
