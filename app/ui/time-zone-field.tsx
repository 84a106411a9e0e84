import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { clockText, dateText, zoneAbbreviation } from '#domain/dates.ts'
import { SelectField } from './field.tsx'
import type { FormHandle } from './form.tsx'
import { findTimeZones, type TimeZoneChoice } from './time-zones.ts'
import { useIsScripted } from './use-is-scripted.ts'

interface Props {
  form: FormHandle
  choices: TimeZoneChoice[]
  /** When the page was made. */
  nowIso: string
}

const TICK_MS = 10_000
/** So many of those that were found are in sight at once. */
const ROWS = 6

/** A list by city; where a script runs, a search narrows it. Below it, what time it is there. */
export function TimeZoneField({ form, choices, nowIso }: Props) {
  const [chosen, setChosen] = useState(form.value('time_zone'))
  const [typed, setTyped] = useState('')
  const isScripted = useIsScripted()
  const nowText = useNow(nowIso)
  const found = typed.trim() === '' ? choices : findTimeZones(choices, typed)
  const shown = found.some(({ value }) => value === chosen) ? found : [...choices.filter(isOf(chosen)), ...found]
  return (
    <div className="time-zone">
      {isScripted ? <Search typed={typed} onType={setTyped} count={found.length} /> : null}
      <SelectField
        {...form.field('time_zone')}
        label="Time zone"
        hint="Orders, promotions and mails are dated by it."
        {...(typed.trim() === '' ? {} : { size: ROWS })}
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        <Options choices={shown} />
      </SelectField>
      <Clock zone={chosen} nowIso={nowText} />
    </div>
  )
}

const isOf = (zone: string) => (choice: TimeZoneChoice) => choice.value === zone

function Search({ typed, onType, count }: { typed: string; onType: (text: string) => void; count: number }) {
  const id = useId()
  const keepForm = (event: KeyboardEvent) => event.key === 'Enter' && event.preventDefault()
  return (
    <div className="field time-zone__search">
      <label htmlFor={id}>Find a time zone</label>
      <input
        id={id}
        className="field__input"
        type="search"
        placeholder="City or country"
        autoComplete="off"
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={keepForm}
      />
      <p className="field__hint muted" role="status">
        {typed.trim() === '' ? null : FOUND(count)}
      </p>
    </div>
  )
}

const FOUND = (count: number) => {
  if (count === 0) return 'No time zone has these words. Try the nearest large city.'
  return count === 1 ? 'One time zone' : `${count} time zones`
}

function Options({ choices }: { choices: readonly TimeZoneChoice[] }) {
  const areas = [...Map.groupBy(choices, ({ area }) => area)]
  return areas.map(([area, members]) => {
    const options = members.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))
    return area === '' ? (
      options
    ) : (
      <optgroup key={area} label={area}>
        {options}
      </optgroup>
    )
  })
}

function Clock({ zone, nowIso }: { zone: string; nowIso: string }) {
  const speaker = { locale: 'en-GB', time_zone: zone }
  return (
    <p className="time-zone__clock muted" suppressHydrationWarning>
      It is {clockText(nowIso, speaker)} there now, {dateText(nowIso, speaker)} ({zoneAbbreviation(nowIso, speaker)}).
    </p>
  )
}

/** The time goes on where a script runs. */
function useNow(startIso: string): string {
  const [iso, setIso] = useState(startIso)
  useEffect(() => {
    const show = () => setIso(new Date().toISOString())
    show()
    const timer = setInterval(show, TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return iso
}
