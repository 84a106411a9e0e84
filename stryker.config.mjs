/** Mutation tests of the rules of money, stock and checkout: `npm run mutation` (scripts/mutation.mjs). */
const OUT = '.wrangler/mutation'

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.stryker.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: [
    'domain/{money,currencies}.ts',
    'domain/{pricing,price-parts,explain-price,price-list,display-price,tax,shipping}.ts',
    'domain/{promotion,apply-promotions,promotion-discount,promotion-uses,gift-card}.ts',
    'domain/{email,postal-code,plain-characters,promotion-code}.ts',
    'domain/{reservation,stock-book,escrow,checkout,checkout-draft,checkout-effects}.ts',
  ],
  // Only what the rules need is copied to where they are mutated.
  ignorePatterns: ['/*', '!/domain', '!/package.json', '!/tsconfig.json', '!/vitest.stryker.config.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  tempDirName: `${OUT}/sandbox`,
  cleanTempDir: 'always',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `${OUT}/report.json` },
}
