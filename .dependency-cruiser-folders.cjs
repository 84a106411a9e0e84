/** No circle between folders of the API: its nouns have one order, and what two of them need lies below both. */
const { options } = require('./.dependency-cruiser.cjs')

module.exports = {
  forbidden: [
    {
      name: 'no-circles-between-folders',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    ...options,
    // A test may look at anything beside it, and so would close circles that are none.
    exclude: { path: `${options.exclude.path}|\\.test\\.tsx?$|/testing\\.ts$|^tests/` },
  },
}
