/** Prices for other currencies and for groups of customers, and those groups. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import { NewCustomerGroup } from '#contract/price-list.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { Badge, DashHead, EmptyState, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, FormKey, SubmitButton, useForm } from '../../ui/form.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { countShown } from '../../ui/paging.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, ask, may } = await requireStoreAccess(args, 'prices:read')
  const [lists, groups] = await Promise.all([ask(selling.priceLists()), ask(selling.groups())])
  return { lists, groups, canWrite: may('prices:write'), formKey: newFormKey() }
}

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'prices:write'), { group: addGroup })
}

async function addGroup({ form, submit, selling, text, done }: Posted & OpenedStore) {
  const send = (body: NewCustomerGroup) => selling.newGroup(body, keyHeader(form))
  const fieldOfCode = { name_taken: 'name', limit_reached: 'name' } as const
  const sent = await submit({ schema: NewCustomerGroup, body: { name: text('name') }, send, fieldOfCode })
  return sent.outcome === 'refused' ? sent.page : done('group_added')
}

export const meta = platformMeta('Price lists')

const DONE = {
  deleted: 'Price list deleted.',
  group_added: 'Group added.',
  group_deleted: 'Group deleted.',
}

export default function PriceListsPage() {
  const { lists, groups, canWrite, formKey } = useLoaderData<typeof loader>()
  const add = canWrite ? (
    <Link className="button" to="new">
      Add price list
    </Link>
  ) : null
  const groupName = (id: string | null) =>
    id === null ? 'Everyone' : (groups.find((group) => group.id === id)?.name ?? 'Deleted group')
  return (
    <>
      <DashHead title="Price lists" lead="Prices for other currencies, customer groups or a period.">
        {lists.length > 0 ? add : null}
      </DashHead>
      <FlashMessage words={DONE} />
      {lists.length === 0 ? (
        <EmptyState title="No price lists yet" action={add}>
          Everyone pays the product’s price in your store’s currency.
        </EmptyState>
      ) : (
        <div className="panel__work panel__work--flush">
          <DataTable
            caption="Price lists"
            items={lists}
            keyOf={({ id }) => id}
            columns={[
              { label: 'List', cell: ({ id, name }) => <Link to={id}>{name}</Link> },
              {
                label: 'State',
                cell: ({ active }) => (active ? <Badge tone="positive">On</Badge> : <Badge tone="quiet">Off</Badge>),
              },
              { label: 'Currency', cell: ({ currency }) => currency },
              { label: 'For', cell: ({ customer_group_id }) => groupName(customer_group_id) },
              { label: 'Priority', isNumber: true, cell: ({ priority }) => priority },
              { label: 'Prices', isNumber: true, cell: ({ price_count }) => countShown(price_count) },
            ]}
          />
        </div>
      )}
      <Panel
        id="groups"
        title="Customer groups"
        text="For price lists and promotions that only some customers get."
        isFlush
      >
        {groups.length === 0 ? (
          <EmptyState title="No groups yet">For example “Wholesale” or “Friends”.</EmptyState>
        ) : (
          <DataTable
            caption="Customer groups"
            items={groups}
            keyOf={({ id }) => id}
            columns={[
              { label: 'Group', cell: ({ id, name }) => <Link to={`groups/${id}`}>{name}</Link> },
              { label: 'Customers', isNumber: true, cell: ({ member_count }) => countShown(member_count) },
            ]}
          />
        )}
      </Panel>
      {canWrite ? (
        <Panel id="new-group" title="Add a group">
          <GroupForm key={groups.length} formKey={formKey} />
        </Panel>
      ) : null}
    </>
  )
}

function GroupForm({ formKey }: { formKey: string }) {
  const form = useForm('group')
  return (
    <ActionForm form={form}>
      <FormKey value={formKey} />
      <Field {...form.field('name')} label="Name" placeholder="Wholesale" maxLength={80} autoComplete="off" />
      <SubmitButton tone="quiet">Add the group</SubmitButton>
    </ActionForm>
  )
}
