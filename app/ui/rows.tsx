/** Rows of a form that come and go; see server/form-rows.ts for how without a script. */
import type { ReactNode } from 'react'
import type { FormHandle } from './form.tsx'
import { rowNumbers } from './row-numbers.ts'

/** The numbers of a list's rows: those that were sent, or those that the form starts with. */
export const rowsOf = (form: FormHandle, list: string): number[] => rowNumbers(form.names(), list)

/** Whether the row was added by the last press: the next thing to do is in it. */
export const isNewRow = (form: FormHandle, row: string): boolean => form.state !== null && form.names().includes(row)

interface AddProps {
  list: string
  children: ReactNode
}
export const AddRow = ({ list, children }: AddProps) => (
  <button className="button button--quiet button--small" type="submit" name="rows" value={`add ${list}`}>
    {children}
  </button>
)

interface RemoveProps {
  row: string
  /** What goes, for the ear. */
  what: string
}
export const RemoveRow = ({ row, what }: RemoveProps) => (
  <button className="text-link row-remove" type="submit" name="rows" value={`remove ${row}`}>
    Remove<span className="visually-hidden"> {what}</span>
  </button>
)
