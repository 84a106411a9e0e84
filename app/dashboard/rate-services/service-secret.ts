/** The form that makes the secret by which a store's services know whom a question is from: only a button. */
import { data } from '@remix-run/cloudflare'
import type { Posted } from '../../server/dispatch-intent.ts'
import { keyHeader } from '../../ui/form-key.ts'
import type { OpenedStore } from '../require-dashboard.ts'

/** No redirect: the secret is in this answer and nowhere else. */
export async function makeSecret({ form, attempt, selling }: Posted & OpenedStore) {
  const sent = await attempt(() => selling.makeServiceSecret(keyHeader(form)))
  return sent.outcome === 'refused' ? sent.page : data({ madeSecret: sent.answer.secret })
}
