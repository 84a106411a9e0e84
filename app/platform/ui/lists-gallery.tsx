/** Tables, menus, dialogs, notices and states of the design system. */
import { Breadcrumb, Confirm, Empty, Status, Time } from '../../shell/parts.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { News } from '../../ui/done-notice.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { LinkedText } from '../../ui/linked-text.tsx'
import { ListSearch, ListTabs, ShowAll } from '../../ui/list-tools.tsx'
import { Pop } from '../../ui/pop.tsx'
import { Turns } from '../../ui/turns.tsx'

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
  { label: 'State', cell: ({ state }) => <Status tone={state}>{STATES[state]}</Status>, isAside: true },
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
    <Turns page={2} total={60} />
    <p>
      Changed <Time iso={nowIso} />, on <Time iso={nowIso} isDay />.
    </p>
  </div>
)

export const MenuStates = () => (
  <div className="specimens">
    <Breadcrumb to="/dev/ui">Design system</Breadcrumb>
    <Pop panel={<a href="/dev/ui">Design system</a>}>Menu</Pop>
    <Confirm label="Delete the zone" question="Orders that are on their way keep their price.">
      <button className="button button--danger button--small" type="button">
        Delete Harbour
      </button>
    </Confirm>
  </div>
)

export const NoticeStates = () => (
  <div className="specimens specimens--wide">
    <News tone="positive">Saved.</News>
    <News tone="caution">This business has no second step yet.</News>
    <ErrorSummary message="That did not work. Nothing has been changed." errors={[]} />
    <Empty title="No promotions yet" action={<ShowAll to="/dev/ui" />}>
      A promotion lowers prices for a time, or by a code.
    </Empty>
    <LinkedText text="Text with its address: https://example.com/" />
  </div>
)
