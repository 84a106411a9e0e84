/**
 * Keys of the Cache API are addresses. All of ours lie under the platform's own host, never under one that a client has
 * sent: what is the same for all hosts is kept once, and can be found again to be taken away.
 */
import type { Config } from '../config/config.ts'

export const cacheOrigin = ({ platformHost }: Pick<Config, 'platformHost'>): string => `https://${platformHost}`
