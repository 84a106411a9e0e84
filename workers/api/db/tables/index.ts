/** Every table of the commerce database. Import it as `* as t`, and only from `db/` and the services. */
export * from './catalogue.ts'
export * from './identity.ts'
export * from './operations.ts'
export * from './orders.ts'
export * from './selling.ts'
export * from './tenants.ts'
