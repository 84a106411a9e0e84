import type { ReactNode } from 'react'

export interface Column<T> {
  label: string
  cell: (item: T) => ReactNode
  /** Its label is for the ear only: a column of buttons. */
  isQuiet?: boolean
  /** Amounts and counts: at the right, digits below digits. */
  isNumber?: boolean
  /** On a phone it stands at the right of the row's name, without its label: a state says itself what it is. */
  isAside?: boolean
}

interface Props<T> {
  caption: string
  columns: Column<T>[]
  items: T[]
  keyOf: (item: T) => string
}

/** A table on a wide screen, a list of cards on a phone. The first column says what the row is. */
export function DataTable<T>({ caption, columns, items, keyOf }: Props<T>) {
  return (
    <table className="data-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, isQuiet, isNumber }) => (
            <th key={label} scope="col" className={isNumber ? 'is-number' : undefined}>
              <span className={isQuiet ? 'visually-hidden' : undefined}>{label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map(({ label, cell, isQuiet, isNumber, isAside }, index) =>
              index === 0 ? (
                <th key={label} scope="row">
                  {cell(item)}
                </th>
              ) : (
                <td key={label} data-label={isQuiet ? undefined : label} className={classOf(isNumber, isAside)}>
                  {cell(item)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const classOf = (isNumber = false, isAside = false): string | undefined =>
  [isNumber ? 'is-number' : '', isAside ? 'is-aside' : ''].join(' ').trim() || undefined
