/**
 * The `total` of a list: exact where the list ends within so many entries of the page that is shown, else so many beyond that
 * page. A file of its own, since scripts of pages read it and nothing else of the contract.
 */
export const COUNTED_AHEAD = 1_000
