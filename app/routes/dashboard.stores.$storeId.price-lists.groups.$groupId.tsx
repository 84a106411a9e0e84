/** A group of customers: its name, and who is in it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageQuery } from '#contract/envelope.ts'
import { NewCustomerGroup } from '#contract/price-list.ts'
import { Breadcrumb, Confirm, DashHead, Empty, Panel } from '../components/dashboard-parts.tsx'
import { DataTable } from '../components/data-table.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { Field } from '../components/field.tsx'
import { ActionForm, SubmitButton, useForm } from '../components/form.tsx'
import { RowForm, RowProblem } from '../components/row-form.tsx'
import { Turns } from '../components/turns.tsx'
import { answerForm, type Posted } from '../lib/answer-forms.ts'
import { lastPage, readListing } from '../lib/list-page.ts'
import { type OpenedStore, openStore } from '../lib/open-dashboard.ts'
import { pageError } from '../lib/page-error.ts'
import { platformMeta } from '../lib/platform-meta.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, ask, may, storeId } = await openStore(args, 'prices:read')
  const id = args.params.groupId ?? ''
  const { page, query } = readListing(args.request, PageQuery)
  const [groups, members] = await Promise.all([ask(selling.groups()), ask(selling.members(id, query))])
  const group = groups.find((one) => one.id === id)
  if (!group) throw pageError(404, 'customer_group_not_found', args.context.requestId)
  return { group, members, page, storeId, canWrite: may('prices:write') }
}

export async function action(args: ActionFunctionArgs) {
  return answerForm(args, await openStore(args, 'prices:write'), { rename, member: removeMember, remove })
}

async function rename({ args, submit, selling, text, done }: Posted & OpenedStore) {
  const send = (body: NewCustomerGroup) => selling.renameGroup(args.params.groupId ?? '', body)
  const fieldOfCode = { name_taken: 'name' } as const
  const sent = await submit({ schema: NewCustomerGroup, body: { name: text('name') }, send, fieldOfCode })
  return sent.outcome === 'refused' ? sent.page : done('renamed')
}

async function removeMember({ args, attempt, selling, text, done }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removeMember(args.params.groupId ?? '', text('customer_id')))
  return sent.outcome === 'refused' ? sent.page : done('member')
}

async function remove({ args, attempt, selling, storeId }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removeGroup(args.params.groupId ?? ''))
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${storeId}/price-lists?done=group_deleted`, 303)
}

export const meta = platformMeta('Customer group')

const DONE = { renamed: 'The group is renamed.', member: 'The customer is not in the group any more.' }

export default function CustomerGroupPage() {
  const { group, members, page, storeId, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/price-lists`}>Price lists and groups</Breadcrumb>}
        title={group.name}
        lead={group.member_count === 1 ? 'One customer' : `${group.member_count} customers`}
      />
      <DoneNotice words={DONE} />
      <RowProblem forms={['member', 'remove']} />
      <Panel id="members" title="Customers" isFlush>
        {members.items.length === 0 ? (
          <Empty title="Nobody yet">Customers are put into a group through the API, by their id.</Empty>
        ) : (
          <>
            <DataTable
              caption="Customers of the group"
              items={members.items}
              keyOf={({ id }) => id}
              columns={[
                {
                  label: 'Customer',
                  cell: ({ name, email }) => (
                    <span className="two-lines">
                      {name}
                      <span className="muted">{email}</span>
                    </span>
                  ),
                },
                {
                  label: 'Actions',
                  isQuiet: true,
                  cell: ({ id, name }) =>
                    canWrite ? (
                      <RowForm name="member" fields={{ customer_id: id }}>
                        <button className="button button--quiet button--small" type="submit">
                          Take out<span className="visually-hidden"> {name}</span>
                        </button>
                      </RowForm>
                    ) : null,
                },
              ]}
            />
            <Turns page={page} last={lastPage(members.total)} />
          </>
        )}
      </Panel>
      {canWrite ? (
        <>
          <Panel id="name" title="Name">
            <NameForm key={group.name} name={group.name} />
          </Panel>
          <Panel id="danger" title="Delete" text="While a price list or a promotion is for it, it stays." tone="danger">
            <Confirm label="Delete the group" question="Its customers stay; they are only in no group.">
              <RowForm name="remove">
                <button className="button button--danger button--small" type="submit">
                  Delete {group.name}
                </button>
              </RowForm>
            </Confirm>
          </Panel>
        </>
      ) : null}
    </>
  )
}

function NameForm({ name }: { name: string }) {
  const form = useForm('rename', { name })
  return (
    <ActionForm form={form}>
      <Field {...form.field('name')} label="Name" maxLength={80} autoComplete="off" />
      <SubmitButton tone="quiet">Rename the group</SubmitButton>
    </ActionForm>
  )
}
