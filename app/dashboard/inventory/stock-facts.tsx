import type { StockLevel } from '#contract/inventory.ts'
import { Panel } from '../../shell/parts.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { availableText } from './stock-words.ts'

export interface NamedLocation {
  id: string
  name: string
}

export const locationName = (locations: NamedLocation[], id: string): string =>
  locations.find((location) => location.id === id)?.name ?? 'Deleted location'

interface Props {
  stock: StockLevel
  locations: NamedLocation[]
}

/** How many there are, how many of them can be sold and why not all, and where they lie. */
export function StockFacts({ stock, locations }: Props) {
  const { on_hand, held, safety_stock, owed } = stock
  const figures = [
    { label: 'Available', value: availableText(stock), text: stock.tracked ? 'Can be sold now' : 'Not tracked' },
    { label: 'On hand', value: on_hand, text: 'At all locations' },
    { label: 'Held', value: held, text: 'In checkouts under way' },
    ...(safety_stock > 0 ? [{ label: 'Reserve', value: safety_stock, text: 'Not sold online' }] : []),
    ...(owed > 0 ? [{ label: 'Backordered', value: owed, text: 'Sold, to be sent when restocked' }] : []),
  ]
  return (
    <>
      <dl className="figures">
        {figures.map(({ label, value, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd className="muted">{text}</dd>
          </div>
        ))}
      </dl>
      {stock.locations.length > 1 || locations.length > 1 ? (
        <Panel id="locations" title="Where they lie" isFlush>
          <DataTable
            caption="Pieces by location"
            items={stock.locations}
            keyOf={({ location_id }) => location_id}
            columns={[
              { label: 'Location', cell: ({ location_id }) => locationName(locations, location_id) },
              { label: 'On hand', isNumber: true, cell: ({ on_hand: here }) => here },
            ]}
          />
        </Panel>
      ) : null}
    </>
  )
}
