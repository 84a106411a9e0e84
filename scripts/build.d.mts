/** Types for tests; the module itself is plain JavaScript. */
type Part = 'edge' | 'api' | 'notifications' | 'app'

export function buildAll(options?: { force?: boolean; only?: Part[] }): Promise<void>
