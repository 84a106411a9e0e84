/** A group of customers: its name, and who is in it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageQuery } from '#contract/envelope.ts'
import { CandidateQuery, type GroupCandidate, NewCustomerGroup } from '#contract/price-list.ts'
import { dispatchIntent, type Posted } from '../../server/dispatch-intent.ts'
import { pageError } from '../../server/page-error.ts'
import { Breadcrumb, Confirm, DashHead, EmptyState, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { ActionForm, SubmitButton, useForm } from '../../ui/form.tsx'
import { InlineForm, RowProblem } from '../../ui/inline-form.tsx'
import { Pager } from '../../ui/pager.tsx'
import { countText, readListing } from '../../ui/paging.ts'
import { type OpenedStore, requireStoreAccess } from '../require-dashboard.ts'
import { type CandidateSearch, GroupCandidates } from './group-candidates.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { selling, ask, may, storeId } = await requireStoreAccess(args, 'prices:read')
  const id = args.params.groupId ?? ''
  const canWrite = may('prices:write')
  const { page, query } = readListing(args.request, PageQuery)
  const [groups, members, search] = await Promise.all([
    ask(selling.groups()),
    ask(selling.members(id, query)),
    canWrite ? readSearch(args.request, (words) => ask(selling.candidates(id, words))) : null,
  ])
  const group = groups.find((one) => one.id === id)
  if (!group) throw pageError(404, 'customer_group_not_found', args.context.requestId)
  return { group, members, search, page, storeId, canWrite }
}

/** The search for somebody to add stands in the address too. */
async function readSearch(request: Request, find: (words: string) => Promise<GroupCandidate[]>) {
  const words = new URL(request.url).searchParams.get('find')
  if (words === null) return NO_SEARCH
  const { data, error } = CandidateQuery.safeParse({ q: words })
  if (!data) return { words, error: error.issues[0]?.message, found: null }
  return { words, error: undefined, found: await find(data.q) }
}
const NO_SEARCH: CandidateSearch = { words: '', error: undefined, found: null }

export async function action(args: ActionFunctionArgs) {
  return dispatchIntent(args, await requireStoreAccess(args, 'prices:write'), { rename, join, leave, remove })
}

async function rename({ args, submit, selling, text, done }: Posted & OpenedStore) {
  const send = (body: NewCustomerGroup) => selling.renameGroup(args.params.groupId ?? '', body)
  const fieldOfCode = { name_taken: 'name' } as const
  const sent = await submit({ schema: NewCustomerGroup, body: { name: text('name') }, send, fieldOfCode })
  return sent.outcome === 'refused' ? sent.page : done('renamed')
}

async function join({ args, attempt, selling, text, done }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.addMember(args.params.groupId ?? '', text('customer_id')))
  return sent.outcome === 'refused' ? sent.page : done('joined')
}

async function leave({ args, attempt, selling, text, done }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removeMember(args.params.groupId ?? '', text('customer_id')))
  return sent.outcome === 'refused' ? sent.page : done('left')
}

async function remove({ args, attempt, selling, storeId }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.removeGroup(args.params.groupId ?? ''))
  if (sent.outcome === 'refused') return sent.page
  return redirect(`/dashboard/stores/${storeId}/price-lists?done=group_deleted`, 303)
}

export const meta = platformMeta<typeof loader>('Customer group', { nameOf: ({ group }) => group.name })

const DONE = {
  renamed: 'Group renamed.',
  joined: 'Customer added to the group. Their prices apply within a second.',
  left: 'Customer removed from the group.',
}

export default function CustomerGroupPage() {
  const { group, members, search, page, storeId, canWrite } = useLoaderData<typeof loader>()
  return (
    <>
      <DashHead
        above={<Breadcrumb to={`/dashboard/stores/${storeId}/price-lists`}>Price lists and groups</Breadcrumb>}
        title={group.name}
        lead={countText(group.member_count, 'One customer', 'customers')}
      />
      <FlashMessage words={DONE} />
      <RowProblem forms={['join', 'leave', 'remove']} />
      {search ? <GroupCandidates search={search} group={group.name} /> : null}
      <Panel id="members" title="Customers" isFlush>
        {members.items.length === 0 ? (
          <EmptyState title="No customers yet">
            {canWrite ? 'Search for a customer above and add them.' : 'No customer has been added.'}
          </EmptyState>
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
                  isAside: true,
                  cell: ({ id, name }) =>
                    canWrite ? (
                      <InlineForm name="leave" fields={{ customer_id: id }}>
                        <button className="button button--quiet button--small" type="submit">
                          Take out<span className="visually-hidden"> {name}</span>
                        </button>
                      </InlineForm>
                    ) : null,
                },
              ]}
            />
            <Pager page={page} total={members.total} />
          </>
        )}
      </Panel>
      {canWrite ? (
        <>
          <Panel id="name" title="Name">
            <NameForm key={group.name} name={group.name} />
          </Panel>
          <Panel
            id="danger"
            title="Delete"
            text="A group that a price list or promotion uses cannot be deleted."
            tone="danger"
          >
            <Confirm label="Delete the group" question="Its customers are kept.">
              <InlineForm name="remove">
                <button className="button button--danger button--small" type="submit">
                  Delete {group.name}
                </button>
              </InlineForm>
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
      <SubmitButton tone="quiet">Rename group</SubmitButton>
    </ActionForm>
  )
}
