/** Every address of the app, as its table of contents has them. */
import type { RouteConfigEntry } from '@remix-run/route-config'
import contents from '../../app/routes.ts'

/** Patterns with their parameters: `/dashboard/stores/:storeId/taxes`. Layouts have no address of their own. */
export const ADDRESSES: readonly string[] = addressesOf(contents, '')

function addressesOf(entries: readonly RouteConfigEntry[], above: string): string[] {
  return entries.flatMap(({ path = '', children = [] }) => {
    const address = path === '' ? above : `${above}/${path}`
    return children.length > 0 ? addressesOf(children, address) : [address === '' ? '/' : address]
  })
}

export const patternOf = (address: string): RegExp => new RegExp(`^${address.replace(/:\w+/g, '[^/]+')}$`)

/** One such address: each parameter is `x`. */
export const exampleOf = (address: string): string => address.replace(/:\w+|\*/g, 'x')
