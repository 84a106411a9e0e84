/** Addresses of the platform in the shape that the tests run in (tests/shapes.ts), written out: nothing of ours makes them. */
import { env } from './fixtures.ts'

export const isProductionShape = env.ENVIRONMENT === 'production'
const [scheme, host] = isProductionShape ? ['https', 'shop.example'] : ['http', 'localhost:8788']

/** `PLATFORM_HOST`: the platform's own pages. */
export const PLATFORM_HOST = host
/** Without a port, as DNS has it. */
export const PLATFORM_NAME = host.replace(/:\d+$/, '')
export const PLATFORM_ORIGIN = `${scheme}://${host}`
export const storeHost = (slug: string): string => `${slug}.${host}`
/** Of a store on the platform, or of a host of its own. */
export const storeOrigin = (slug: string): string => `${scheme}://${slug}.${host}`
export const ownOrigin = (name: string): string => `${scheme}://${name}${host.slice(PLATFORM_NAME.length)}`

/** The cookie of that name as a browser sends it here. */
export const cookieName = (name: string): string => (isProductionShape ? `__Host-${name}` : name)
