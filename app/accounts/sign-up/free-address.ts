/** Whether a store can have an address, and which it could have instead. On the server only. */

import type { AppLoadContext } from '@remix-run/cloudflare'
import { NewStoreSlug } from '#contract/store.ts'
import { addressCandidates, addressOfName } from '#domain/store-address.ts'
import { createSiteLookup } from '../../server/site.ts'

export interface AddressState {
  /** What was asked about, or what the name suggests; empty where it suggests nothing. */
  address: string
  state: 'free' | 'taken' | 'invalid'
  /** What is wrong with it. */
  problem: string | null
  /** A free one like it, where it is taken. */
  instead: string | null
}

type Context = Pick<AppLoadContext, 'api' | 'env'>

/** How many numbers are tried behind an address that is taken: each is a question. */
const MOST_TRIED = 4

export async function addressState(context: Context, address: string): Promise<AddressState> {
  const parsed = NewStoreSlug.safeParse(address)
  if (!parsed.success) {
    const problem = parsed.error.issues[0]?.message ?? ''
    return { address, state: 'invalid', problem, instead: null }
  }
  if (await isFree(context, address)) return { address, state: 'free', problem: null, instead: null }
  return { address, state: 'taken', problem: null, instead: await firstFree(context, address) }
}

/** A free address after the store's name; null where there is none to suggest. */
export async function suggestedAddress(context: Context, name: string): Promise<string | null> {
  const address = addressOfName(name)
  // Too short or kept for the platform: with a word behind it, it is neither.
  const wanted = NewStoreSlug.safeParse(address).success ? address : `${address}-shop`
  return address === '' ? null : firstFree(context, wanted)
}

/** An address that was left empty becomes the one that the store's name suggests. */
export async function fillAddress(context: Context, form: FormData, fields: { name: string; address: string }) {
  if (String(form.get(fields.address) ?? '').trim() !== '') return
  const suggested = await suggestedAddress(context, String(form.get(fields.name) ?? ''))
  if (suggested) form.set(fields.address, suggested)
}

async function firstFree(context: Context, address: string): Promise<string | null> {
  for (const candidate of addressCandidates(address, MOST_TRIED)) {
    if (await isFree(context, candidate)) return candidate
  }
  return null
}

async function isFree({ api, env }: Context, address: string): Promise<boolean> {
  const { kind } = await createSiteLookup(api, `${address}.${env.PLATFORM_HOST}`, env.PLATFORM_HOST)()
  return kind === 'unknown'
}
