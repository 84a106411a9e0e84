/** Links of mails work once and for a while. Null for one that does not (any more): there is a page for that. */
import { type ApiFailure, isApiFailure } from './api.ts'

export async function nullIfLinkInvalid<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (isApiFailure(error) && isDead(error)) return null
    throw error
  }
}

/** Also where the token is none that could ever have been; what else is wrong is said beside its field. */
const isDead = ({ code, details }: ApiFailure): boolean =>
  code === 'link_invalid' || (code === 'validation_failed' && details.some(({ path }) => path === 'token'))
