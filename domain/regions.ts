/**
 * Regions that people write in two ways, so that "California", "ca" and " CA " are one. Source: ISO 3166-2 (US, CA, AU).
 * Everywhere else a region is what the store and the shopper both write.
 */
const NAMES: Record<string, string> = {
  US:
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,' +
    'DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,' +
    'KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,' +
    'MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,' +
    'NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,' +
    'SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,' +
    'WV West Virginia,WI Wisconsin,WY Wyoming',
  CA:
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,' +
    'NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon',
  AU:
    'ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,' +
    'TAS Tasmania,VIC Victoria,WA Western Australia',
}

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([country, names]) =>
    names.split(',').map((entry) => {
      const end = entry.indexOf(' ')
      return [`${country} ${entry.slice(end + 1).toLowerCase()}`, entry.slice(0, end).toLowerCase()] as const
    }),
  ),
)

/** By this two spellings of a region are compared; empty for none. */
export function regionKey(country: string, region: string): string {
  // Accents and widths aside: Québec is Quebec, ＣＡ is CA.
  const written = region.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase()
  return CODES.get(`${country} ${written}`) ?? written
}

const KNOWN: ReadonlySet<string> = new Set([...CODES].map(([name, code]) => `${name.split(' ', 1)} ${code}`))

/** As others are told of it: the code where it is known (`CA` for "california"), else as it was written. */
export function regionCode(country: string, region: string): string {
  const key = regionKey(country, region)
  return KNOWN.has(`${country} ${key}`) ? key.toUpperCase() : region.trim()
}
