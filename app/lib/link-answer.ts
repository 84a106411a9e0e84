/** Links of mails work once and for a while. Null for one that does not (any more): there is a page for that. */
import { isApiFailure } from './api.ts'

export async function unlessDead<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (isApiFailure(error) && (error.code === 'link_invalid' || error.code === 'validation_failed')) return null
    throw error
  }
}
