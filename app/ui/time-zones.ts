/** Time zones to choose from. Also runs in browsers. */
import { countriesOfTimeZone, TIME_ZONES, UTC } from '#domain/time-zone.ts'
import { countryName } from './countries.ts'

export interface TimeZoneChoice {
  /** IANA */
  value: string
  label: string
  /** Continent or ocean; empty for UTC. */
  area: string
}

/** `America/Argentina/Buenos_Aires` → `Buenos Aires, Argentina` */
export function timeZoneName(zone: string): string {
  const [, ...places] = zone.split('/')
  return places.length === 0 ? zone : places.reverse().join(', ').replaceAll('_', ' ')
}

/** `Tokyo time`, and `UTC` as it is. */
export const clocksOf = (zone: string): string => (zone === UTC ? UTC : `${timeZoneName(zone)} time`)

/** With the one that the store has, whichever that is. */
export function timeZoneChoices(current: string): TimeZoneChoice[] {
  const names = TIME_ZONES.includes(current) ? TIME_ZONES : [current, ...TIME_ZONES]
  return names.map((value) => ({
    value,
    label: timeZoneName(value),
    area: value.includes('/') ? (value.split('/', 1)[0] ?? '') : '',
  }))
}

/** What a search among them looks at: city, area and country. */
const searchText = ({ value, label, area }: TimeZoneChoice): string =>
  [label, area, value, ...countriesOfTimeZone(value).map((code) => countryName(code, 'en'))].join(' ').toLowerCase()

/** Those in which each of the words begins one. */
export function findTimeZones(choices: readonly TimeZoneChoice[], typed: string): TimeZoneChoice[] {
  const words = typed
    .toLowerCase()
    .split(/[\s/_,]+/)
    .filter(Boolean)
  return choices.filter((choice) => {
    const text = ` ${searchText(choice).replaceAll(/[/_,]+/g, ' ')}`
    return words.every((word) => text.includes(` ${word}`))
  })
}
