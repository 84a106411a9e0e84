import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './workers/api/db/schema/index.ts',
  out: './migrations/commerce',
})
