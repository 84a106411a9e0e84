/**
 * Yes and no as files say them: Shopify writes TRUE and FALSE, and a spreadsheet that was opened in another language saves
 * its own words for them. A word that is neither is never taken for a yes.
 */
import type { FaultCode } from './entry.ts'
import { clip, type Read } from './fields.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

const YES =
  words(`true yes y t on 1 wahr ja j vrai oui verdadero sí si vero sì waar verdadeiro sim prawda tak sant sann sand
  tosi kyllä doğru evet pravda ano áno igaz igen adevărat da истина да правда так αληθησ ναι はい 真 是 对 예 네 참 จริง`)
const NO =
  words(`false no n f off 0 falsch nein faux non falso onwaar nee não nao fałsz nie falskt nej usann falsk nei epätosi ei
  yanlış yanliş hayır hayir nepravda ne hamis nem fals nu ложь нет неправда ні ψευδησ όχι いいえ 偽 假 否 不 아니요 아니오 거짓 เท็จ`)

/** Undefined where the file does not say; `code` is the fault of a word that is neither yes nor no. */
export function readFlag(
  text: string | undefined,
  column: string,
  code: FaultCode = 'flag_invalid',
): Read<boolean | undefined> {
  if (!text) return { value: undefined }
  const flag = flagOf(text)
  if (flag !== null) return { value: flag }
  return { fault: { code, message: `“${clip(text)}” in the column ${column} is neither yes nor no.` } }
}

/** Null for a word that is neither. */
export function flagOf(text: string): boolean | null {
  const word = text.normalize('NFKC').toLowerCase().replaceAll('\u0307', '').replaceAll('ς', 'σ')
  if (YES.has(word)) return true
  return NO.has(word) ? false : null
}
