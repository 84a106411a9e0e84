import { Form } from '@remix-run/react'
import type { GroupCandidate } from '#contract/price-list.ts'
import { Badge, EmptyState, Panel } from '../../shell/parts.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { InlineForm } from '../../ui/inline-form.tsx'

export interface CandidateSearch {
  words: string
  /** Why these words were not looked for. */
  error: string | undefined
  /** Null when nothing was looked for. */
  found: GroupCandidate[] | null
}

/** Finds a customer by address or name, and puts them into the group. */
export const GroupCandidates = ({
  search: { words, error, found },
  group,
}: {
  search: CandidateSearch
  group: string
}) => (
  <Panel id="add" title="Add customers" text="Anyone with an account or an order." isFlush>
    <search>
      <Form className="find-row find-row--panel" key={words} noValidate preventScrollReset>
        <Field
          name="find"
          id="find-customer"
          type="search"
          label="E-mail or name"
          error={error}
          defaultValue={words}
          autoComplete="off"
          maxLength={120}
        />
        <button className="button button--quiet" type="submit">
          Search
        </button>
      </Form>
    </search>
    {found?.length === 0 ? (
      <EmptyState title="No customers found">
        No customer has “{words}” in their e-mail or name. They must have signed up or ordered first.
      </EmptyState>
    ) : null}
    {found && found.length > 0 ? (
      <DataTable
        caption="Customers found"
        items={found}
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
            cell: ({ id, name, is_member }) =>
              is_member ? (
                <Badge tone="positive">In {group}</Badge>
              ) : (
                <InlineForm name="join" fields={{ customer_id: id }}>
                  <button className="button button--quiet button--small" type="submit">
                    Add<span className="visually-hidden"> {name}</span>
                  </button>
                </InlineForm>
              ),
          },
        ]}
      />
    ) : null}
  </Panel>
)
