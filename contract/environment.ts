/**
 * Names of deployment environments. Well-known secrets, the mailbox, plain http and stand-ins for other services are for
 * `development` and `test`, by exactly these names: every other name is treated as production.
 */
const LOCAL_ENVIRONMENTS: ReadonlySet<string> = new Set(['development', 'test'])

/** Whether this is a developer's machine or a test. */
export const isLocalEnvironment = (environment: string): boolean => LOCAL_ENVIRONMENTS.has(environment)
