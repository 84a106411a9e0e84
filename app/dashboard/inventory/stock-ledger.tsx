import { Link } from '@remix-run/react'
import type { StockMovement } from '#contract/inventory.ts'
import { EmptyState, Panel, Time } from '../../shell/parts.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { locationName, type NamedLocation } from './stock-facts.tsx'
import { MOVEMENT_WORDS } from './stock-words.ts'

interface Props {
  /** Newest first. */
  movements: StockMovement[]
  /** Where the next page begins, if there is one. */
  next: number | null
  locations: NamedLocation[]
  /** What the check found, if it was asked for. */
  check: { isSound: boolean; sentences: string[] } | null
  isFirstPage: boolean
}

/** Everything that ever happened to the SKU, newest first; its sum is what lies there. */
export function StockLedger({ movements, next, locations, check, isFirstPage }: Props) {
  return (
    <Panel
      id="ledger"
      title="History"
      text="Every change to stock, with reason and person. Entries cannot be changed."
      isFlush
    >
      <div className="ledger-check">
        <Link className="button button--quiet button--small" to="?check=1#ledger" preventScrollReset>
          Verify history
        </Link>
        {check ? (
          <div className={check.isSound ? 'notice notice--positive' : 'notice notice--negative'} role="status">
            <strong>{check.isSound ? 'History verified.' : 'The history does not add up. Please contact us.'}</strong>{' '}
            {check.sentences.join(' ')}
          </div>
        ) : null}
      </div>
      {movements.length === 0 ? (
        <EmptyState title="No changes yet">The first one is usually a delivery that you receive.</EmptyState>
      ) : (
        <DataTable
          caption="Movements"
          items={movements}
          keyOf={({ id }) => id}
          columns={[
            { label: 'What', cell: ({ type }) => MOVEMENT_WORDS[type] },
            { label: 'Quantity', isNumber: true, isAside: true, cell: ({ quantity }) => signed(quantity) },
            { label: 'Reason', cell: ({ reason }) => reason || null },
            { label: 'Who', cell: ({ actor }) => actor },
            { label: 'Where', cell: ({ location_id }) => locationName(locations, location_id) },
            { label: 'When', cell: ({ at }) => <Time iso={at} /> },
          ]}
        />
      )}
      {next === null && isFirstPage ? null : (
        <nav className="turns" aria-label="Pages of the history">
          {isFirstPage ? null : <Link to="?#ledger">Newest</Link>}
          {next === null ? null : (
            <Link rel="next" to={`?before=${next}#ledger`}>
              Older
            </Link>
          )}
        </nav>
      )}
    </Panel>
  )
}

/** With a real minus. */
const signed = (count: number): string => (count > 0 ? `+${count}` : String(count).replace('-', '−'))
