/** How a country asks for an address: which fields in which order, and what they are called there. Source: libaddressinput, UPU. */
export const ADDRESS_PARTS = ['line1', 'line2', 'city', 'region', 'postal_code'] as const
export type AddressPart = (typeof ADDRESS_PARTS)[number]

export interface AddressForm {
  /** What stands on one line of the form, from top to bottom. */
  rows: readonly (readonly AddressPart[])[]
  labels: Readonly<Record<'city' | 'region' | 'postal_code', string>>
  /** False where there are no postal codes, or people do not know theirs. */
  hasPostalCode: boolean
}

type Rows = AddressForm['rows']

const STREET: Rows = [['line1'], ['line2']]
/** San Francisco, CA 94107 */
const REGION_BESIDE_CODE: Rows = [...STREET, ['city'], ['region', 'postal_code']]
/** 10115 Berlin */
const CODE_BEFORE_TOWN: Rows = [...STREET, ['postal_code', 'city'], ['region']]
/** From the large to the small. */
const DOWNWARDS: Rows = [['postal_code', 'region'], ['city'], ...STREET]
const TOWN_BESIDE_CODE: Rows = [...STREET, ['city', 'postal_code'], ['region']]
/** 1200 Metro Manila */
const CODE_BEFORE_REGION: Rows = [...STREET, ['city'], ['postal_code', 'region']]

const inCountries = <T>(countries: string, value: T): [string, T][] =>
  countries.split(' ').map((country) => [country, value])

const ROWS = new Map<string, Rows>([
  ...inCountries('AU BR CA CO ID IN MY TH US', REGION_BESIDE_CODE),
  ...inCountries(
    'AR AT BE CH CL CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU MX NL NO PL PT RO SE SI SK TR',
    CODE_BEFORE_TOWN,
  ),
  ...inCountries('CN JP KR TW', DOWNWARDS),
  ['PH', CODE_BEFORE_REGION],
])

const REGION_LABELS = new Map<string, string>([
  ...inCountries('BR IN MX MY NG US', 'State'),
  ...inCountries('AR CN ES ID IT PH TH TR ZA', 'Province'),
  ...inCountries('CO PE', 'Department'),
  ['AE', 'Emirate'],
  ['AU', 'State or territory'],
  ['CA', 'Province'],
  ['CL', 'Region'],
  ['IE', 'County'],
  ['JP', 'Prefecture'],
  ['KR', 'Province or city'],
  ['TW', 'County or city'],
])

const POSTAL_LABELS = new Map<string, string>([
  ...inCountries('AU GB NZ ZA', 'Postcode'),
  ...inCountries('AT CH DE LI', 'Postal code (PLZ)'),
  ['BR', 'Postal code (CEP)'],
  ['IE', 'Eircode'],
  ['IN', 'PIN code'],
  ['IT', 'Postal code (CAP)'],
  ['US', 'ZIP code'],
])

const CITY_LABELS = new Map<string, string>([
  ['AU', 'Town or suburb'],
  ['JP', 'City, ward or town'],
  ['US', 'City'],
])

const WITHOUT_CODES: ReadonlySet<string> = new Set('AE AG AO AW BS BZ GM HK IE JM MO PA QA UG YE ZW'.split(' '))

export const addressForm = (country: string): AddressForm => ({
  rows: ROWS.get(country) ?? TOWN_BESIDE_CODE,
  labels: {
    city: CITY_LABELS.get(country) ?? 'Town or city',
    region: REGION_LABELS.get(country) ?? 'State, province or region',
    postal_code: POSTAL_LABELS.get(country) ?? 'Postal code',
  },
  hasPostalCode: !WITHOUT_CODES.has(country),
})
