/** Tables, menus, dialogs, notices and states of the design system. */
import { Badge, Breadcrumb, Confirm, EmptyState, Time } from '../../shell/parts.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Alert } from '../../ui/flash-message.tsx'
import { LinkedText } from '../../ui/linked-text.tsx'
import { ListSearch, ListTabs, ShowAll } from '../../ui/list-tools.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import { Pager } from '../../ui/pager.tsx'

interface Item {
  title: string
  stock: number
  state: 'positive' | 'caution' | 'negative' | 'quiet'
}

const ITEMS: Item[] = [
  { title: 'Stoneware mug', stock: 14, state: 'positive' },
  {
    title: 'A name so long that it needs two lines on a phone, as some goods of some shops do',
    stock: 2,
    state: 'caution',
  },
  { title: 'Linen apron', stock: 0, state: 'negative' },
  { title: 'Gift card', stock: 0, state: 'quiet' },
]
const STATES = { positive: 'In stock', caution: 'Low stock', negative: 'Sold out', quiet: 'Not tracked' }

const COLUMNS: Column<Item>[] = [
  { label: 'Product', cell: ({ title }) => title },
  { label: 'State', cell: ({ state }) => <Badge tone={state}>{STATES[state]}</Badge>, isAside: true },
  { label: 'In stock', cell: ({ stock }) => stock, isNumber: true },
]

export const ListStates = ({ nowIso }: { nowIso: string }) => (
  <div className="specimens specimens--wide">
    <ListTabs
      label="Views"
      name="view"
      tabs={[
        { value: '', label: 'All' },
        { value: 'low', label: 'Low stock' },
      ]}
    />
    <ListSearch
      placeholder="Title or SKU"
      sorts={[
        { value: '', label: 'Title' },
        { value: 'fewest', label: 'Fewest' },
      ]}
    />
    <DataTable caption="Stock" columns={COLUMNS} items={ITEMS} keyOf={({ title }) => title} />
    <Pager page={2} total={60} />
    <p>
      Changed <Time iso={nowIso} />, on <Time iso={nowIso} isDay />.
    </p>
  </div>
)

export const MenuStates = () => (
  <div className="specimens">
    <Breadcrumb to="/dev/ui">Design system</Breadcrumb>
    <MenuButton panel={<a href="/dev/ui">Design system</a>}>Menu</MenuButton>
    <Confirm label="Delete the zone" question="Orders that are on their way keep their price.">
      <button className="button button--danger button--small" type="button">
        Delete Harbour
      </button>
    </Confirm>
  </div>
)

export const NoticeStates = () => (
  <div className="specimens specimens--wide">
    <Alert tone="positive">Saved.</Alert>
    <Alert tone="caution">This business has no second step yet.</Alert>
    <ErrorSummary message="That did not work. Nothing has been changed." errors={[]} />
    <EmptyState title="No promotions yet" action={<ShowAll to="/dev/ui" />}>
      A promotion lowers prices for a time, or by a code.
    </EmptyState>
    <LinkedText text="Text with its address: https://example.com/" />
  </div>
)
