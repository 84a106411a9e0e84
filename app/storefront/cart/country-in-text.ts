/** A country's name inside an English sentence: "the United States", "Japan". */
import { countryName } from '../../ui/countries.ts'

/** Names that English says with an article (ISO 3166-1 alpha-2). */
const WITH_ARTICLE = new Set(
  'AE AX BS CC CD CF CG CK DO FK FO GB GM IM KM KY MH MP MV NL PH SB SC TC UM US VA VG VI'.split(' '),
)

export function countryInText(code: string, locale: string): string {
  const name = countryName(code, locale)
  const isEnglish = new Intl.Locale(locale).language === 'en'
  return isEnglish && WITH_ARTICLE.has(code) ? `the ${name.replace(/^The /, '')}` : name
}
