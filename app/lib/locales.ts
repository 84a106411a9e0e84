/** Languages that a store can speak to its shoppers in: how it writes dates, numbers and prices. */
import type { NamedCode } from './currencies.ts'

const OFFERED = (
  'cs-CZ da-DK de-AT de-CH de-DE el-GR en en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es-ES es-MX et-EE fi-FI fr-BE ' +
  'fr-CA fr-CH fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ' +
  'ro-RO sk-SK sl-SI sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-HK zh-TW'
).split(' ')

/** With the one that the store has, whichever that is. */
export function localesByName(current: string): NamedCode[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  const codes = OFFERED.includes(current) ? OFFERED : [current, ...OFFERED]
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
