/**
 * States, provinces and prefectures, so that "California", "calif." and " CA " are one. What a list (`region-data.ts`) does not have, and any
 * region of a country without one, is what the store and the shopper both write.
 */
import { REGIONS } from './region-data.ts'

export interface Region {
  code: string
  name: string
  /** In the country's own script, where that is another: 東京都. */
  localName: string | null
}

interface Known extends Region {
  /** Every spelling of it, folded. */
  keys: string[]
}

/** Accents, widths, dots and hyphens aside: Québec is Quebec, ＣＡ is CA, N.Y. is NY. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}.'’]/gu, '')
    .replace(/ı/gu, 'i')
    .replace(/[\s–-]+/gu, ' ')
    .trim()
    .toLowerCase()

const SCRIPT_OF_ITS_OWN = /[\p{Script=Han}\p{Script=Hangul}]/u

function readRegion(entry: string): Known {
  const end = entry.indexOf(' ')
  const code = entry.slice(0, end)
  const names = entry.slice(end + 1).split('|')
  const localName = names.find((name) => SCRIPT_OF_ITS_OWN.test(name)) ?? null
  return { code, name: names[0] ?? code, localName, keys: [code, ...names].map(fold) }
}

interface CountryRegions {
  list: readonly Known[]
  byKey: ReadonlyMap<string, Known>
}

const read = new Map<string, CountryRegions>()

function regionsIn(country: string): CountryRegions | null {
  const written = Object.hasOwn(REGIONS, country) ? REGIONS[country] : undefined
  if (written === undefined) return null
  const known = read.get(country)
  if (known) return known
  const list = written.split(',').map(readRegion)
  // A code comes before another region's name: `DE` of the US is Delaware.
  const byKey = new Map([...list.flatMap((one) => one.keys.map((key) => [key, one] as const)), ...list.map(ofCode)])
  const made = { list, byKey }
  read.set(country, made)
  return made
}

const ofCode = (region: Known) => [fold(region.code), region] as const

/** To choose from, in the order of a list; empty where the country has none. */
export const regionsOf = (country: string): readonly Region[] => regionsIn(country)?.list ?? []

/** What people put before or behind a name: Tokyo-to, 東京, Kobe's 兵庫, State of New York, Provincia di Milano, Región del Maule. */
const AFFIXES =
  /^(the |state of |province of |provincia (di|de) |provinsi |estado de |departamento (de |del )?|region (de la |de |del )?)| (prefecture|province|state|ken|fu|to)$|[県府都]$/gu

function findRegion(country: string, typed: string): Known | null {
  const here = regionsIn(country)
  if (!here) return null
  const written = fold(typed)
  const prefix = `${country.toLowerCase()} ` // US-CA
  const key = written.startsWith(prefix) ? written.slice(prefix.length) : written
  const bare = key.replace(AFFIXES, '')
  return (
    here.byKey.get(key) ?? here.byKey.get(bare) ?? here.list.find(({ localName }) => isLocal(localName, key)) ?? null
  )
}

/** 東京 for 東京都: written without what kind of region it is. */
const isLocal = (localName: string | null, key: string): boolean =>
  localName !== null && key !== '' && fold(localName).slice(0, -1) === key

/** By this two spellings of a region are compared; empty for none. */
export const regionKey = (country: string, region: string): string =>
  findRegion(country, region)?.code.toLowerCase() ?? fold(region)

/** As it is kept, and as others are told of it: the code where it is known (`CA` for "california"), else as it was written. */
export const regionCode = (country: string, region: string): string =>
  findRegion(country, region)?.code ?? region.trim()

/** Whether the country has a list, and the region is on it. */
export const isListedRegion = (country: string, region: string): boolean => findRegion(country, region) !== null

/** Whether the country has a list, and what is written is not on it. Empty is no region. */
export const isUnlistedRegion = (country: string, region: string): boolean =>
  regionsIn(country) !== null && region.trim() !== '' && !isListedRegion(country, region)

/** A shorter word is near to too many. */
const LEAST_LETTERS = 4
/** One letter in so many may be wrong, and at most two of them. */
const LETTERS_PER_MISTAKE = 4
const MOST_MISTAKES = 2

/** The name of the list that what is written was probably meant for ("Calfornia"), or null where none is near. */
export function nearestRegion(country: string, typed: string): string | null {
  const written = fold(typed)
  const mistakes = Math.min(MOST_MISTAKES, Math.floor(written.length / LETTERS_PER_MISTAKE))
  const near = (regionsIn(country)?.list ?? []).flatMap((region) =>
    region.keys
      .filter((key) => key.length >= LEAST_LETTERS && Math.abs(key.length - written.length) <= mistakes)
      .map((key) => ({ name: region.name, distance: mistakesBetween(written, key) })),
  )
  const [best] = near.filter(({ distance }) => distance <= mistakes).sort((a, b) => a.distance - b.distance)
  return best?.name ?? null
}

/** Letters too many, missing, wrong or exchanged with a neighbour (optimal string alignment distance). */
function mistakesBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const one = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (isSame ? 0 : 1))
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(isExchanged ? Math.min(one, at(before, j - 2) + 1) : one)
    }
    before = above
    above = row
  }
  return at(above, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY

/** In a list or a sentence: `California` for CA. What is not on the list is as it was written. */
export const regionTitle = (country: string, region: string): string => findRegion(country, region)?.name ?? region

/** Where letters are addressed with the code. */
const CODE_IS_WRITTEN: ReadonlySet<string> = new Set(['AU', 'BR', 'CA', 'IT', 'US'])

/** As people read it: `Hyogo` or 兵庫県 for 28, `CA` as it is. `isLocal` where the rest is in the country's own script. */
export function regionName(country: string, region: string, isLocal = false): string {
  const found = findRegion(country, region)
  if (!found) return region
  if (CODE_IS_WRITTEN.has(country)) return found.code
  return isLocal ? (found.localName ?? found.name) : found.name
}
