import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './workers/api/db/tables/index.ts',
  out: './migrations/commerce',
})
