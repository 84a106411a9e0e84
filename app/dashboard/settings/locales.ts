/**
 * Languages that a store can speak to its shoppers in: how it writes dates, numbers and prices. A language is offered only when
 * the storefront and the mails have all their words in it, which a price in its style would promise.
 */
import type { NamedCode } from '../../ui/currencies.ts'

/** Those whose words are complete (ISO 639-1). English is what the words are written in. */
export const WORDED_LANGUAGES: ReadonlySet<string> = new Set(['en'])

/** BCP 47, by what is usual in trade. */
const KNOWN = (
  'cs-CZ da-DK de-AT de-CH de-DE el-GR en en-AU en-CA en-GB en-HK en-IE en-IN en-JP en-NZ en-SG en-US en-ZA es-ES es-MX et-EE ' +
  'fi-FI fr-BE fr-CA fr-CH fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-BE nl-NL pl-PL pt-BR ' +
  'pt-PT ro-RO sk-SK sl-SI sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-HK zh-TW'
).split(' ')

export const languageOf = (locale: string): string => new Intl.Locale(locale).language

const OFFERED = KNOWN.filter((locale) => WORDED_LANGUAGES.has(languageOf(locale)))

/** With the one that the store has, whichever that is. */
export function localesByName(current: string): NamedCode[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  const codes = OFFERED.includes(current) ? OFFERED : [current, ...OFFERED]
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
