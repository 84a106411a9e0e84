/** A posted address as the API takes it. */
import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { redirect } from '@remix-run/cloudflare'
import type * as z from 'zod'
import { SaveAddress } from '#contract/customer.ts'
import { Id } from '#contract/primitives.ts'
import { readForm } from '../../server/read-form.ts'
import { bodyOf, refuse, submitForm } from '../../server/submit-form.ts'
import { regionAfter } from '../../ui/address-form.ts'

/** `key` was made with the page. */
type Save = (body: z.infer<typeof SaveAddress>, key: string) => Promise<unknown>

export async function saveAddress(args: ActionFunctionArgs, send: Save) {
  const form = await readForm(args.request, args.context.requestId)
  const text = (name: string) => String(form.get(name) ?? '').trim()
  form.set('address.region', regionAfter(form, text('address.country'), text('address.region')))
  if (form.has('update')) return refuse(form, { message: null, fields: {} }, 200)
  const body = {
    address: bodyOf(form).address,
    // A box without its tick is not sent at all.
    default_shipping: form.has('default_shipping'),
    default_billing: form.has('default_billing'),
  }
  const key = Id.catch(() => crypto.randomUUID()).parse(form.get('key'))
  const sent = await submitForm(args, form, { schema: SaveAddress, body, send: (address) => send(address, key) })
  return sent.outcome === 'refused' ? sent.page : redirect('/account/addresses?done=saved', 303)
}
